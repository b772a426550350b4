import { describe, expect, test } from "vitest";
import * as indicators from "../../bindings/compat/technicalindicators/index.ts";
import { type Contest, describeContest } from "./contest.ts";
import { installedPeer } from "./peers.ts";
import type { SeriesName } from "./series.ts";
import { type Spread, spreadOf } from "./spread.ts";
import { calculated, field, streamed } from "./technical.ts";

const peer = await installedPeer("technicalindicators");

/** Zeros and unknown values: a sum ends at a zero, an answer that is 0 or NaN is not given. */
const FALSY: SeriesName[] = ["zerosInFlow", "minusZero", "oneNaN", "firstNaN", "infinities"];
/** Equal values have a spread, and the mean keeps rounding of what has left. */
const WRONG: Record<number, { bands: SeriesName[]; sd: SeriesName[]; pb: SeriesName[] }> = {
  1: { bands: FALSY, sd: FALSY, pb: ["zerosInFlow", "minusZero", "firstNaN"] },
  2: {
    bands: [...FALSY, "spike"],
    sd: [...FALSY, "spike", "prices", "cents", "offset"],
    pb: [...FALSY, "spike", "prices", "cents", "offset"],
  },
  9: {
    bands: [...FALSY, "spike"],
    sd: [...FALSY, "spike", "constant", "offset"],
    pb: [...FALSY, "spike", "constant", "offset"],
  },
  20: {
    bands: [...FALSY, "spike", "denormal"],
    sd: [...FALSY, "denormal", "constant"],
    pb: [...FALSY, "spike", "denormal", "constant", "offset"],
  },
};

/** The mean of a longer window with flow in it is not 0, so that it is given. */
function isWrong(name: SeriesName, part: string, period: number): boolean {
  return name !== "zerosInFlow" || part !== "middle" || period < 9;
}

type Part = Pick<Contest, "tolerance" | "peerTolerance"> & {
  readonly of: (spread: Spread) => number;
};

const PARTS: Record<string, Part> = {
  lower: { of: ({ mean, sigma }) => mean - 2 * sigma },
  middle: { of: ({ mean }) => mean },
  upper: { of: ({ mean, sigma }) => mean + 2 * sigma },
  pb: {
    of: ({ sigma, distance }) => (sigma === 0 ? Number.NaN : 0.5 + distance / (4 * sigma)),
    tolerance: { rel: 1e-10, scale: 1e-19 },
    peerTolerance: { rel: 1e-6, scale: 0 },
  },
};

for (const [rows, wrong] of Object.entries(WRONG)) {
  const period = Number(rows);
  for (const [way, through] of Object.entries({ streamed, calculated })) {
    const judged = (answer: Part["of"]) => (seen: number[]) =>
      seen.length < period ? undefined : answer(spreadOf(seen.slice(-period)));
    describeContest({
      name: `SD(${period}) ${way}`,
      ours: through(indicators.SD, { period }),
      peer: peer && through(peer.SD, { period }),
      judge: judged(({ sigma }) => sigma),
      window: period,
      wrong: wrong.sd,
      tolerance: { rel: 1e-12, scale: 0 },
      peerTolerance: { rel: 1e-9, scale: 0 },
    });
    for (const [part, { of, ...tolerances }] of Object.entries(PARTS)) {
      const options = { period, stdDev: 2 };
      describeContest({
        name: `BollingerBands(${period}).${part} ${way}`,
        ours: through(indicators.BollingerBands, options, field(part)),
        peer: peer && through(peer.BollingerBands, options, field(part)),
        judge: judged(of),
        window: period,
        wrong: part === "pb" ? wrong.pb : wrong.bands.filter((name) => isWrong(name, part, period)),
        ...tolerances,
      });
    }
  }
}

const both: [string, typeof indicators][] = [["ours", indicators]];
if (peer) both.push(["peer", peer]);

describe.each(both)("spread of %s", (_, library) => {
  const values = [1, 2, 4, 8, 16];
  test("goes on where the constructor's values end", () => {
    const made = new library.SD({ period: 2, values });
    expect(made.getResult()).toEqual([0.5, 1, 2, 4]);
    expect(made.nextValue(6)).toBe(5);
    const bands = new library.BollingerBands({ period: 2, stdDev: 2, values: [1] });
    expect(bands.nextValue(3)).toEqual({ middle: 2, upper: 4, lower: 0, pb: 0.75 });
    expect(bands.getResult()).toEqual([]);
  });
  test("turns input and results", () => {
    const turned = [...values].reverse();
    const input = { period: 2, values: turned, reversedInput: true, stdDev: 1 };
    expect(library.sd(input)).toEqual([4, 2, 1, 0.5]);
    expect(library.SD.calculate(input)).toEqual([4, 2, 1, 0.5]);
    const [newest] = library.bollingerbands(input);
    expect(newest).toEqual({ middle: 12, upper: 16, lower: 8, pb: 1 });
    expect(turned).toEqual([16, 8, 4, 2, 1]);
  });
  test("formats", () => {
    const format = (x: number) => Math.round(x * 10) / 10;
    expect(library.sd({ period: 3, values, format })).toEqual([1.2, 2.5, 5]);
    const [first] = library.bollingerbands({ period: 3, values, stdDev: 2, format });
    expect(first).toEqual({ middle: 2.3, upper: 4.8, lower: -0.2, pb: 0.8 });
  });
});

const values = [1, 2, 3];

test("spread refuses what is no series, no window and no width", () => {
  expect(() => indicators.sd({ period: 3 } as never)).toThrow(TypeError);
  expect(() => indicators.bollingerbands({ period: 3, stdDev: 2 } as never)).toThrow(TypeError);
  expect(() => indicators.sd({ period: 0, values })).toThrow(RangeError);
  const bands = (period: number, stdDev: number) =>
    indicators.bollingerbands({ period, stdDev, values });
  expect(() => bands(1.5, 2)).toThrow(RangeError);
  expect(() => bands(2, 0)).toThrow(RangeError);
});
