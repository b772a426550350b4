/** Calculators equal the tables `flow_vwap`, `flow_ofi`, `flow_vpin`, `flow_book_measures`. */
import { describe, expect, test } from "vitest";
import {
  OrderBook,
  OrderFlowImbalance,
  RealizedVolatility,
  Vpin,
  Vwap,
} from "../../bindings/calculators/index.ts";
import { assertSame } from "../helpers/compare.ts";
import { goldenCases, numbers } from "../helpers/shared.ts";

type Series = (number | null)[];

describe("flow_vwap", () => {
  interface Input {
    trades: [number, number][];
    window: number;
    k: number;
  }
  for (const { id, input, expected } of goldenCases<Input, Record<string, Series>>("flow_vwap")) {
    test(id, () => {
      const price = input.trades.map(([p]) => p);
      const size = input.trades.map(([, q]) => q);
      const all = Vwap.compute({ price, size }, { bands: input.k });
      const rolling = Vwap.compute({ price, size }, { window: input.window, warmup: "partial" });
      const found = { vwap: all.vwap, sd: all.sigma, upper: all.upper, lower: all.lower };
      const names = { ...found, rolling_vwap: rolling.vwap, rolling_sd: rolling.sigma };
      for (const [name, column] of Object.entries(names)) {
        assertSame(name, column, numbers(expected[name]), { rel: 1e-9, abs: 1e-8 });
      }
    });
  }
});

describe("flow_ofi", () => {
  interface Touch {
    bid: number | null;
    bidSize: number;
    ask: number | null;
    askSize: number;
  }
  interface Input {
    prev?: Touch;
    cur?: Touch;
    quotes?: [number, number, number, number][];
  }
  interface Expected {
    e: number | number[];
    cumulative: number[];
    bars20: number[];
  }
  for (const { id, input, expected } of goldenCases<Input, Expected>("flow_ofi")) {
    test(id, () => {
      const rows =
        input.quotes ??
        [input.prev!, input.cur!].map((t) => [t.bid ?? NaN, t.bidSize, t.ask ?? NaN, t.askSize]);
      const column = (index: number) => rows.map((row) => row[index]);
      const [bid, bidSize, ask, askSize] = [0, 1, 2, 3].map(column);
      const quotes = { bid, bidSize, ask, askSize };
      const [first, ...flows] = OrderFlowImbalance.compute(quotes, { nan: "propagate" });
      expect(first).toBeNaN();
      expect(flows).toEqual([expected.e].flat());
      if (input.quotes === undefined) return;
      const sums = OrderFlowImbalance.compute(quotes, { window: 20 });
      expect(expected.bars20.map((_, bar) => sums[20 * (bar + 1)])).toEqual(expected.bars20);
    });
  }
});

describe("flow_vpin", () => {
  interface Input {
    bars: [number, number][];
    bucketVolume: number;
    window: number;
    df: number | null;
    x?: number;
  }
  interface Expected {
    sigma: number;
    buckets: number;
    vpin: Series;
    cdf?: number;
  }
  for (const { id, input, expected } of goldenCases<Input, Expected>("flow_vpin")) {
    const law = input.df === null ? {} : { degreesOfFreedom: input.df };
    if (expected.cdf !== undefined) {
      test(`${id}: share of one bar`, () => {
        const plain = { bucketVolume: 1, buckets: 1, sigma: 1 };
        const made = new Vpin({ ...plain, classify: "bulk", ...law });
        made.update(1, 0);
        const share = 0.5 + (Math.sign(input.x!) * made.update(1, input.x!)) / 2;
        assertSame("share", [share], [expected.cdf!], { rel: 1e-15, abs: 0 });
      });
      continue;
    }
    test(id, () => {
      const { bucketVolume, window: buckets } = input;
      const { sigma } = expected;
      const made = new Vpin({ bucketVolume, buckets, classify: "bulk", sigma, ...law });
      // a bar may fill several buckets: the table has each, the calculator answers after the bar
      const found: number[] = [];
      const closed: number[] = [];
      for (const [close, volume] of input.bars) {
        found.push(made.update(volume, close));
        closed.push(made.closed);
      }
      expect(made.closed).toBe(expected.buckets);
      const at = closed.map((count) => (count === 0 ? NaN : (expected.vpin[count - 1] ?? NaN)));
      assertSame("vpin", found, at, { rel: 1e-9, abs: 1e-9 });
    });
  }
});

describe("flow_book_measures", () => {
  interface Input {
    book: { bids: [number, number][]; asks: [number, number][] };
    K: number;
  }
  const cases = goldenCases<Input, Record<string, number>>("flow_book_measures");
  for (const { id, input, expected } of cases) {
    test(id, () => {
      const book = new OrderBook({ tickSize: 1, lotSize: 1, levels: input.K });
      book.update({ isSnapshot: true, ...input.book });
      const { mid, spread, weightedMid, queueImbalance } = book;
      const found = [mid, spread, weightedMid, queueImbalance, book.depthImbalance(input.K)];
      const names = ["mid", "spread", "weighted_mid", "queue_imbalance", "depth_imbalance"];
      assertSame(
        names.join(),
        found,
        names.map((name) => expected[name]),
        { rel: 1e-10, abs: 1e-12 },
      );
    });
  }
});

describe("opt_realized_vol", () => {
  interface Input {
    prices?: number[];
    annualisation: number;
  }
  for (const { id, input, expected } of goldenCases<Input, Record<string, number>>(
    "opt_realized_vol",
  )) {
    if (input.prices === undefined) continue;
    const { prices, annualisation } = input;
    test(id, () => {
      const window = prices.length - 1;
      const plain = RealizedVolatility.compute({ price: prices }, { window });
      const windowsPerYear = annualisation / window;
      const annual = RealizedVolatility.compute({ price: prices }, { window, windowsPerYear });
      assertSame(
        "plain and annual",
        [plain[window], annual[window]],
        [Math.sqrt(expected.rv), expected.vol_annual_zero_mean],
        { rel: 1e-10, abs: 0 },
      );
    });
  }
});
