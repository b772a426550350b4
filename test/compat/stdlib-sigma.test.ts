import { describe, expect, test } from "vitest";
import { incrmmeanstdev, incrmstdev } from "../../bindings/compat/stdlib/index.ts";
import { mean, variance } from "../naive/numbers.ts";
import { describeContest } from "./contest.ts";
import { installedPeer } from "./peers.ts";
import type { SeriesName } from "./series.ts";

const peerSigma = await installedPeer("@stdlib/stats-incr-mstdev");
const peerBoth = await installedPeer("@stdlib/stats-incr-mmeanstdev");

/** Of one value 0. Distances from the first value are exact where values lie close together. */
function sigma(window: number[]): number {
  const distances = window.map((x) => x - window[0]);
  if (window.length > 1) return Math.sqrt(variance(distances));
  return Number.isFinite(window[0]) ? 0 : Number.NaN;
}

/** Rounding of what has left stays in the peer's moment; where it is below 0, sigma is NaN. */
const WRONG: Record<number, SeriesName[]> = {
  1: ["infinities"],
  2: ["infinities", "spike", "zerosInFlow", "cents", "offset", "prices", "oneNaN", "firstNaN"],
  7: ["infinities", "spike", "zerosInFlow", "offset", "prices"],
  20: ["infinities", "spike", "offset"],
  301: ["offset"],
};
/** Around a known mean the peer forgets the value that comes when an unknown one leaves. */
const WRONG_AROUND: SeriesName[] = ["infinities", "spike", "oneNaN", "firstNaN"];

/** Relative to sigma alone, whatever the offset of the values. */
const tolerance = { rel: 1e-12, scale: 0 };
const peerTolerance = { rel: 1e-8, scale: 0 };

for (const [rows, wrong] of Object.entries(WRONG)) {
  const window = Number(rows);
  const streamed = (make: typeof incrmstdev) => (values: Float64Array) =>
    Array.from(values, make(window) as (x: number) => number);
  describeContest({
    name: `incrmstdev(${window})`,
    ours: streamed(incrmstdev),
    peer: peerSigma && streamed(peerSigma),
    judge: (seen) => sigma(seen.slice(-window)),
    window,
    wrong,
    tolerance,
    peerTolerance,
  });
  const around = (make: typeof incrmstdev) => (values: Float64Array) =>
    Array.from(values, make(window, 3) as (x: number) => number);
  describeContest({
    name: `incrmstdev(${window}, 3)`,
    ours: around(incrmstdev),
    peer: peerSigma && around(peerSigma),
    judge: (seen) => Math.sqrt(mean(seen.slice(-window).map((x) => (x - 3) ** 2))),
    window,
    wrong: window === 301 ? [] : WRONG_AROUND,
    tolerance,
    peerTolerance,
  });
  const both = (make: typeof incrmmeanstdev, index: number) => (values: Float64Array) => {
    const accumulate = make(window);
    return Array.from(values, (x) => accumulate(x)?.[index]);
  };
  describeContest({
    name: `incrmmeanstdev(${window})[0]`,
    ours: both(incrmmeanstdev, 0),
    peer: peerBoth && both(peerBoth, 0),
    judge: (seen) => mean(seen.slice(-window)),
    window,
    wrong: window > 1 && window < 301 ? ["infinities", "spike"] : [],
  });
  describeContest({
    name: `incrmmeanstdev(${window})[1]`,
    ours: both(incrmmeanstdev, 1),
    peer: peerBoth && both(peerBoth, 1),
    judge: (seen) => sigma(seen.slice(-window)),
    window,
    wrong,
    tolerance,
    peerTolerance,
  });
}

const libraries = [{ incrmstdev, incrmmeanstdev }];
if (peerSigma && peerBoth) {
  libraries.push({ incrmstdev: peerSigma, incrmmeanstdev: peerBoth });
}

describe.each(libraries)("moving spread, ours and the peer's", (library) => {
  test("answers without a value", () => {
    const spread = library.incrmstdev(3);
    expect([spread(), spread(5), spread(), spread(7), spread()]).toEqual([
      null,
      0,
      0,
      Math.SQRT2,
      Math.SQRT2,
    ]);
    const one = library.incrmstdev(1);
    expect([one(), one(5), one(), one(7), one()]).toEqual([null, 0, 0, 0, 0]);
    expect([one(Number.NaN), one(3)]).toEqual([Number.NaN, 0]);
    const known = library.incrmstdev(2, 5);
    expect([known(), known(8), known(), known(1)]).toEqual([null, 3, 3, Math.sqrt(12.5)]);
  });
  test("writes both answers to the same array", () => {
    const own = library.incrmmeanstdev(3);
    expect(own()).toBeNull();
    const answer = own(4);
    expect(answer).toEqual([4, 0]);
    expect(own(6)).toBe(answer);
    expect(answer).toEqual([5, Math.SQRT2]);
    const out = new Float64Array(2);
    const given = library.incrmmeanstdev(out, 3);
    expect(given(4)).toBe(out);
    out.fill(9);
    expect(given()).toBe(out);
    expect([...out]).toEqual([4, 0]);
  });
  test("refuses windows, means and outputs that are none", () => {
    for (const wrong of [0, -1, 1.5, Number.NaN, "3", null, undefined, {}]) {
      expect(() => library.incrmstdev(wrong as number)).toThrow(TypeError);
      expect(() => library.incrmmeanstdev(wrong as number)).toThrow(TypeError);
      expect(() => library.incrmmeanstdev([0, 0], wrong as number)).toThrow(TypeError);
    }
    for (const wrong of ["3", null, undefined, {}]) {
      expect(() => library.incrmstdev(3, wrong as number)).toThrow(TypeError);
      expect(() => library.incrmmeanstdev(wrong as number[], 3)).toThrow(TypeError);
    }
  });
});
