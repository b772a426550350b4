/** Volume-weighted price: every kind of window against its definition, and the traps of sums. */
import { describe, expect, test } from "vitest";
import { Column, Vwap, type VwapOptions } from "../../bindings/calculators/index.ts";
import { Random } from "../helpers/random.ts";
import { vwapOf, windows } from "../naive/flow-windows.ts";
import { type Calculates, describeLaws } from "./laws.ts";
import { prices } from "./series.ts";

const SECOND = 1e6;

function sizes(length: number): Float64Array {
  const random = new Random(3);
  return Float64Array.from({ length }, () => random.integer(0, 9999) / 1000);
}

function times(length: number): Float64Array {
  const random = new Random(7);
  let now = 1.7e15;
  return Float64Array.from({ length }, () => {
    now += random.chance(0.3) ? 0 : random.integer(1, random.chance(0.02) ? 9 * SECOND : 4e5);
    return now;
  });
}

type Answers = "vwap" | "sigma" | "upper" | "lower";

/** Gives one of the answers under the name that all calculators have. */
function only(made: Vwap, answer: Answers, isTimed: boolean): Calculates {
  const columns = (list: (Float64Array | Column)[]) => {
    const [price, size, ...rest] = list;
    const [time, out] = isTimed ? rest : [undefined, ...rest];
    return [time === undefined ? { price, size } : { price, size, time }, out] as const;
  };
  const of = (x: number) => (answer === "vwap" || Number.isNaN(x) ? x : made[answer as "sigma"]);
  return {
    get value() {
      return of(made.value);
    },
    get count() {
      return made.count;
    },
    get ready() {
      return made.ready;
    },
    update: (price, size, time) => of(made.update(price, size, time)),
    process: (...list) => {
      const [trades, out] = columns(list);
      return made.process(trades, out === undefined ? {} : { [answer]: out as Float64Array })[
        answer
      ];
    },
    reset: () => made.reset(),
    snapshot: () => made.snapshot(),
    dispose: () => made.dispose(),
  };
}

/** Places that count after each trade. */
function placesOf(options: VwapOptions, size: Float64Array, time: Float64Array) {
  const { volume, session, window } = options;
  if (session === "1m") {
    const minutes = time.map((t) => Math.floor(t / (60 * SECOND)));
    return [...minutes].map((m, i) =>
      Array.from({ length: i + 1 }, (_, place) => place).filter((place) => minutes[place] === m),
    );
  }
  if (volume === undefined) {
    const span =
      typeof window === "number" ? { rows: window } : window ? { spanUs: 5 * SECOND } : {};
    return windows(time, span);
  }
  return [...size].map((_, i) => {
    let sum = 0;
    for (let from = i; from >= 0; from--) {
      sum += size[from];
      if (sum >= volume) return Array.from({ length: i + 1 - from }, (_, k) => from + k);
    }
    return null;
  });
}

const KINDS: [string, VwapOptions][] = [
  ["everything", {}],
  ["sessions", { session: "1m" }],
  ["50 trades", { window: 50 }],
  ["5 seconds", { window: "5s" }],
  ["volume", { volume: 64 }],
];

for (const [name, options] of KINDS) {
  const isTimed = options.session !== undefined || typeof options.window === "string";
  const hasBands = name === "50 trades";
  for (const answer of [
    "vwap",
    "sigma",
    ...(hasBands ? (["upper", "lower"] as const) : []),
  ] as const) {
    describeLaws({
      name: `Vwap of ${name}: ${answer}`,
      make: (nan = "skip") => only(new Vwap({ ...options, bands: 1.5, nan }), answer, isTimed),
      restore: (bytes) => only(Vwap.restore(bytes) as Vwap, answer, isTimed),
      inputs: (length) => [
        prices(length),
        sizes(length).map((x) => (name === "volume" ? Math.ceil(x) : x)),
        ...(isTimed ? [times(length)] : []),
      ],
      judge: ([price, size, time = price.map((_, i) => i)]) =>
        placesOf(options, size, time).map((places) => {
          if (places === null) return NaN;
          const pick = (column: Float64Array) => places.map((place) => column[place]);
          const [vwap, sigma] = vwapOf(pick(price), pick(size));
          const band = { vwap, sigma, upper: vwap + 1.5 * sigma, lower: vwap - 1.5 * sigma };
          return band[answer];
        }),
      tolerance: answer === "sigma" ? { rel: 1e-11, abs: 1e-9 } : { rel: 1e-14, abs: 0 },
      isStreamingExact: true,
      judgesUnknown: options.window !== undefined,
    });
  }
}

describe("traps", () => {
  const options: VwapOptions[] = [{}, { window: 20 }, { window: "20us" }, { volume: 20 }];
  const columnsOf = (price: Float64Array, size: Float64Array, { window }: VwapOptions) => ({
    price,
    size,
    ...(typeof window === "string" ? { time: price.map((_, i) => i) } : {}),
  });

  test.each(options)("a price that does not move has sigma 0: %o", (option) => {
    const price = new Float64Array(200).fill(100.1);
    const size = price.map((_, i) => 1 + (i % 7) / 10);
    const { vwap, sigma } = Vwap.compute(columnsOf(price, size, option), option);
    expect(vwap.subarray(100).every((x) => x === 100.1)).toBe(true);
    expect(sigma.subarray(100).every((x) => x === 0)).toBe(true);
  });

  test.each(options.slice(1))("a spike that has left leaves no trace: %o", (option) => {
    for (const spike of [1e12, 1e150]) {
      const price = prices(600);
      const size = price.map(() => 1);
      price[300] = spike;
      const { vwap, sigma } = Vwap.compute(columnsOf(price, size, option), option);
      for (let i = 322; i < 600; i++) {
        const [mean, deviation] = vwapOf([...price.slice(i - 19, i + 1)], Array(20).fill(1));
        expect(Math.abs(vwap[i] / mean - 1)).toBeLessThan(1e-15);
        expect(Math.abs(sigma[i] / deviation - 1)).toBeLessThan(1e-12);
      }
    }
  });

  test.each(options)("1e9 with noise of a tenth: %o", (option) => {
    const random = new Random(11);
    const price = Float64Array.from({ length: 5000 }, () => 1e9 + random.integer(-999, 999) / 1e4);
    const size = price.map(() => 1);
    const { sigma } = Vwap.compute(columnsOf(price, size, option), option);
    const from = option.window === undefined && option.volume === undefined ? 0 : 4980;
    // differences from the first price are exact at this size
    const offsets = [...price.slice(from)].map((p) => p - price[0]);
    const [, deviation] = vwapOf(
      offsets,
      offsets.map(() => 1),
    );
    expect(Math.abs(sigma[4999] / deviation - 1)).toBeLessThan(1e-12);
  });

  test("a price that jumps far away leaves no trace when the old ones have left", () => {
    for (let jump = 20; jump < 45; jump++) {
      const price = Float64Array.from({ length: 80 }, (_, i) =>
        i < jump ? 100.1 : 65_000 + (i % 3) / 64,
      );
      const { sigma } = Vwap.compute({ price, size: price.map(() => 1) }, { window: 20 });
      for (let i = jump + 19; i < 80; i++) {
        const [, deviation] = vwapOf([...price.slice(i - 19, i + 1)], Array(20).fill(1));
        expect(Math.abs(sigma[i] / deviation - 1)).toBeLessThan(1e-12);
      }
    }
  });

  test("nothing traded is not known; a trade of size 0 changes nothing", () => {
    const made = new Vwap();
    expect(made.update(100, 0)).toBeNaN();
    expect(made.update(101, 2)).toBe(101);
    expect(made.update(500, 0)).toBe(101);
    expect([made.sigma, made.upper, made.lower]).toEqual([0, 101, 101]);
    expect(made.update(7, -1)).toBeNaN();
    expect(made.value).toBe(101);
    made.reset();
    expect(made.update(3, 1)).toBe(3);
  });

  test("a session begins at its multiple, whatever the first trade was", () => {
    const made = new Vwap({ session: "24h" });
    const day = 86_400 * SECOND;
    made.update(10, 1, 5 * day - 1);
    expect(made.update(20, 1, 5 * day)).toBe(20);
    expect(made.update(40, 1, 5 * day - 5)).toBe(30);
    expect(made.update(60, 1, 6 * day - 1)).toBe(40);
    expect(made.reversals).toBe(1);
  });

  test("windows grow as they must, also in columns in linear memory", () => {
    const length = 30_000;
    const columns = [prices(length), sizes(length)].map((values) => {
      const column = new Column(length);
      column.values.set(values);
      return column;
    });
    const [price, size] = columns;
    const found = Vwap.compute({ price, size }, { volume: 80_000 });
    const made = new Vwap({ volume: 80_000 });
    const [p, w] = [prices(length), sizes(length)];
    expect(found.vwap).toEqual(p.map((x, i) => made.update(x, w[i])));
    expect(Number.isFinite(found.vwap[length - 1])).toBe(true);
  });

  test("options that are not valid are refused", () => {
    const wrong: VwapOptions[] = [
      { window: 5, volume: 3 },
      { volume: 0 },
      { session: "day" },
      { bands: -1 },
      { windo: 3 } as VwapOptions,
    ];
    for (const option of wrong) expect(() => new Vwap(option)).toThrow();
    expect(() => new Vwap({ session: "1h" }).process({ price: [1], size: [1] })).toThrow(TypeError);
  });
});
