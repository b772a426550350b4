import { describe, expect, test } from "vitest";
import { BollingerBands, type BollingerOptions } from "../../bindings/calculators/index.ts";
import { exactMean, exactVariance } from "../naive/exact-moments.ts";
import { overWindows } from "../naive/windows.ts";
import { type Calculates, describeLaws } from "./laws.ts";
import { prices } from "./series.ts";

const ANSWERS = ["middle", "upper", "lower", "percentB"] as const;
type Answer = (typeof ANSWERS)[number];

function answerOf(bands: BollingerBands, answer: Answer): number {
  return answer === "middle" ? bands.value : bands[answer];
}

/** Bands as a calculator of one of their answers. */
function only(bands: BollingerBands, answer: Answer): Calculates {
  return {
    get value() {
      return answerOf(bands, answer);
    },
    get count() {
      return bands.count;
    },
    get ready() {
      return bands.ready;
    },
    update(x) {
      const middle = bands.update(x);
      return Number.isNaN(middle) ? NaN : answerOf(bands, answer);
    },
    process: (input, out) => bands.process(input, { [answer]: out })[answer],
    reset: () => bands.reset(),
    snapshot: () => bands.snapshot(),
    dispose: () => bands.dispose(),
  };
}

function judge(window: number[], answer: Answer, width: number, ddof: number): number {
  const mean = exactMean(window);
  const half = width * Math.sqrt(exactVariance(window, ddof));
  if (answer === "middle") return mean;
  if (answer === "upper") return mean + half;
  if (answer === "lower") return mean - half;
  return 0.5 + (window[window.length - 1] - mean) / (2 * half);
}

for (const answer of ANSWERS) {
  for (const options of [
    { window: 20 },
    { window: 60, width: 1.5, ddof: 1 },
  ] satisfies BollingerOptions[]) {
    const { window, width = 2, ddof = 0 } = options as BollingerOptions & { window: number };
    describeLaws({
      name: `BollingerBands of ${window}, ${answer}`,
      make: (nan = "skip") => only(new BollingerBands({ ...options, nan }), answer),
      restore: (bytes) => only(BollingerBands.restore(bytes), answer),
      inputs: (length) => [prices(length)],
      judge: ([x]) => overWindows(x, window, (values) => judge(values, answer, width, ddof)),
      tolerance: { rel: 1e-10, abs: 1e-10 },
    });
  }
}

describe("BollingerBands", () => {
  test("edges meet where there is no spread", () => {
    const bands = BollingerBands.compute([5, 5, 5], { window: 2 });
    expect([...bands.upper]).toEqual([NaN, 5, 5]);
    expect([...bands.lower]).toEqual([NaN, 5, 5]);
    expect([...bands.percentB]).toEqual([NaN, NaN, NaN]);
  });
  test("writes to columns that are given, also over its input", () => {
    const x = prices(500);
    const expected = BollingerBands.compute(x, { window: 20 });
    const upper = new Float64Array(500);
    const input = x.slice();
    const found = BollingerBands.compute(input, { window: 20 }, { upper, percentB: input });
    expect(found.upper).toBe(upper);
    expect([...upper]).toEqual([...expected.upper]);
    expect([...input]).toEqual([...expected.percentB]);
  });
  test("refuses a width that is none", () => {
    for (const width of [0, -1, NaN, Infinity]) {
      expect(() => new BollingerBands({ window: 20, width })).toThrow(/width/);
    }
  });
});
