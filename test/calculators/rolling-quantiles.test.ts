/** Several quantiles of one window: each is that of RollingQuantile, to the bit. */
import { describe, expect, test } from "vitest";
import { Column, RollingQuantile, RollingQuantiles } from "../../bindings/calculators/index.ts";
import { quantile } from "../naive/order.ts";
import { overTime, overWindows } from "../naive/windows.ts";
import { type Calculates, describeLaws } from "./laws.ts";
import { prices, times } from "./series.ts";

const Q = [0.9, 0.05, 0.5];

/** The quantile at `index` of several, as a calculator of one. */
function one(made: RollingQuantiles, index: number, inputs: number): Calculates {
  const answer = (first: number) =>
    index === 0 || Number.isNaN(first) ? first : made.quantile(Q[index]);
  const own: Partial<Calculates> = {
    update: (x, timeUs) => answer(made.update(x, timeUs)),
    process: (...columns) => {
      const outs: (Float64Array | undefined)[] = [];
      outs[index] = columns[inputs];
      return made.process(columns[0], inputs === 2 ? columns[1] : outs, outs)[index];
    },
  };
  return new Proxy(made, {
    get: (target, key) => {
      if (key in own) return Reflect.get(own, key);
      const value = Reflect.get(target, key, target);
      if (key === "value") return answer(value);
      return typeof value === "function" ? value.bind(target) : value;
    },
  }) as unknown as Calculates;
}

for (const index of [0, 1, 2]) {
  describeLaws({
    name: `RollingQuantiles of 50: number ${index}`,
    make: (nan = "skip") => one(new RollingQuantiles({ window: 50, q: Q, nan }), index, 1),
    restore: (bytes) => one(RollingQuantiles.restore(bytes) as RollingQuantiles, index, 1),
    inputs: (length) => [prices(length)],
    judge: ([x]) => overWindows(x, 50, (values) => quantile(values, Q[index])),
    tolerance: { rel: 1e-15, abs: 1e-15 },
    isStreamingExact: true,
  });
}

describeLaws({
  name: "RollingQuantiles of 20s, warm-up partial",
  make: (nan = "skip") =>
    one(new RollingQuantiles({ window: "20s", q: Q, nan, warmup: "partial" }), 1, 2),
  restore: (bytes) => one(RollingQuantiles.restore(bytes) as RollingQuantiles, 1, 2),
  inputs: (length) => [prices(length), times(length)],
  judge: ([x, at]) => overTime(x, at, 2e7, (values) => quantile(values, Q[1]), true),
  tolerance: { rel: 1e-15, abs: 1e-15 },
  isStreamingExact: true,
});

describe("columns", () => {
  const x = prices(9000);
  x[70] = NaN;
  const six = [0, 0.01, 0.25, 0.5, 0.99, 1];

  test("are those of as many calculators of one quantile", () => {
    for (const nan of ["skip", "propagate"] as const) {
      const found = RollingQuantiles.compute(x, { window: 33, q: six, nan });
      const expected = six.map((q) => RollingQuantile.compute(x, { window: 33, q, nan }));
      expect(found).toEqual(expected);
    }
  });

  test("of a window by time are, too, while it grows", () => {
    const at = times(9000);
    const found = RollingQuantiles.compute(x, at, { window: "10m", q: six });
    const expected = six.map((q) => RollingQuantile.compute(x, at, { window: "10m", q }));
    expect(found).toEqual(expected);
  });

  test("go where they are told, also over the input", () => {
    const inside = new Column(x.length);
    inside.values.set(x);
    const [low, high] = [new Float64Array(x.length), inside.values];
    const outs = RollingQuantiles.compute(inside, { window: 20, q: [0.1, 0.8] }, [low, high]);
    expect(outs[0]).toBe(low);
    expect(low).toEqual(RollingQuantile.compute(x, { window: 20, q: 0.1 }));
    expect(inside.values).toEqual(RollingQuantile.compute(x, { window: 20, q: 0.8 }));
    inside.dispose();
  });
});

test("shares that are none are refused", () => {
  const make = (q: unknown) => () => new RollingQuantiles({ window: 5, q } as never);
  for (const q of [undefined, 0.5, [], [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]]) {
    expect(make(q)).toThrow(/q must be an array of one to 6 shares/);
  }
  expect(make([0.5, 1.1])).toThrow(/q must be from 0 to 1, was 1.1/);
});
