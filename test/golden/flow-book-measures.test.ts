/** Static measures of a book equal the table, and a market order costs what walking it costs. */
import { describe, expect, test } from "vitest";
import { createEngineSync } from "../../bindings/index.ts";
import { isNear } from "../helpers/compare.ts";
import { column, core, judge } from "../helpers/implementation.ts";
import { goldenCases } from "../helpers/shared.ts";
import { snapshot, toBatch } from "../helpers/ticks.ts";
import { START } from "./series.ts";

type Levels = [number, number][];
interface Input {
  book: { bids: Levels; asks: Levels };
  K: number;
  kappa: number;
}
interface Sweep {
  filled: number;
  avg_price: number;
}
interface Expected extends Record<string, unknown> {
  mid: number;
  sweep_buy: Record<string, Sweep>;
  sweep_sell: Record<string, Sweep>;
}

const TOLERANCE = { rel: 1e-10, abs: 1e-12 };
const cases = goldenCases<Input, Expected>("flow_book_measures");
const options = { tickSize: 1, lotSize: 1, every: "message" };

/** Column of each key of the table. */
function columnsOf({ K, kappa }: Input): Record<string, string> {
  return {
    mid: "mid",
    spread: "spreadTicks",
    weighted_mid: "weightedMid",
    queue_imbalance: "queueImbalance",
    depth_imbalance: `depthImbalance_${K}`,
    log_depth_ratio: `bookSkew_${K}`,
    exp_weighted_imbalance: `decayedImbalance_${kappa}`,
    inverse_distance_imbalance: `inverseDistanceImbalance_${K}`,
    level_weighted_imbalance: `levelWeightedImbalance_${K}`,
    vamp: `vamp_${K}`,
    vwap_bid: `bidVwap_${K}`,
    vwap_ask: `askVwap_${K}`,
    vwap_mid: `bookVwapMid_${K}`,
    slope_bid_ns: `bidSlope_${K}`,
    slope_ask_ns: `askSlope_${K}`,
    slope_ns: `bookSlope_${K}`,
    lin_slope_bid: `bidLinearSlope_${K}`,
    lin_slope_ask: `askLinearSlope_${K}`,
    slope_skew: `slopeSkew_${K}`,
  };
}

/** Cost in bps of a sweep of the table, NaN where the book was too thin. */
function costBps({ filled, avg_price }: Sweep, size: number, mid: number, sign: number): number {
  return filled < size ? Number.NaN : 1e4 * sign * (avg_price / mid - 1);
}

describe.each([judge, core])("flow_book_measures, $name", (implementation) => {
  for (const { id, input, expected } of cases) {
    const names = columnsOf(input);
    const sweeps = Object.keys(expected.sweep_buy);
    const costs = sweeps.flatMap((q) => [`buyCostBps_${q}`, `sellCostBps_${q}`]);
    const ticks = snapshot(START, input.book.bids, input.book.asks);
    const all = [...Object.values(names), ...costs];
    const values = () => {
      const table = implementation.run(ticks, options, all);
      return (name: string) => column(table, name)[0];
    };

    test(`${id}: every measure equals the table`, () => {
      const read = values();
      for (const [key, name] of Object.entries(names)) {
        const wanted = (expected[key] as number | null) ?? Number.NaN;
        const value = read(name);
        expect(isNear(value, wanted, TOLERANCE), `${name}: ${value}, not ${wanted}`).toBe(true);
      }
    });

    test(`${id}: costs of market orders follow the sweeps of the table`, () => {
      const read = values();
      for (const q of sweeps) {
        const buy = costBps(expected.sweep_buy[q], Number(q), expected.mid, 1);
        const sell = costBps(expected.sweep_sell[q], Number(q), expected.mid, -1);
        expect(isNear(read(`buyCostBps_${q}`), buy, { rel: 1e-9, abs: 1e-9 })).toBe(true);
        expect(isNear(read(`sellCostBps_${q}`), sell, { rel: 1e-9, abs: 1e-9 })).toBe(true);
      }
    });
  }
});

describe("flow_book_measures, costToFill", () => {
  for (const { id, input, expected } of cases) {
    test(`${id}: filled size and average price equal the table, thin books included`, () => {
      const engine = createEngineSync({ ...options, signals: ["mid"] });
      engine.push(toBatch(snapshot(START, input.book.bids, input.book.asks)));
      for (const [q, sweep] of Object.entries(expected.sweep_buy)) {
        const { filled, averagePrice } = engine.book.costToFill("buy", Number(q));
        expect(filled).toBe(sweep.filled);
        expect(averagePrice).toBeCloseTo(sweep.avg_price, 9);
      }
      for (const [q, sweep] of Object.entries(expected.sweep_sell)) {
        const { filled, averagePrice } = engine.book.costToFill("sell", Number(q));
        expect(filled).toBe(sweep.filled);
        expect(averagePrice).toBeCloseTo(sweep.avg_price, 9);
      }
      engine.dispose();
    });
  }
});
