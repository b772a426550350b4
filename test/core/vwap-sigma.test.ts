/**
 * VWAP and its sigma of a window that a price far away has left: what the sums were taken around
 * no longer shows. Prices are whole 64ths, so that the expected values have no rounding.
 */
import { expect, test } from "vitest";
import { createEngineSync, Tick } from "../../bindings/index.ts";
import { vwapOf } from "../naive/flow-windows.ts";
import { using } from "./rows.ts";

const START = 1.7e15;
const STEP = 50_000;
const IN_WINDOW = 20;

test.each([
  [1 / 64, 1],
  [1 / 64, 0.5],
])("of prices at %d and lots of %d", (tickSize, lotSize) => {
  const signals = ["vwap_1s", "vwapSigma_1s"];
  using(createEngineSync({ tickSize, lotSize, signals, every: "trade" }), (engine) => {
    const prices: number[] = [];
    const sizes: number[] = [];
    for (let i = 0; i < 200; i++) {
      prices.push(i % 67 === 0 ? 1e6 : 1000 + (i % 3) / 64);
      sizes.push(1 + (i % 4) / 2);
      const time = START + i * STEP;
      engine.pushTick(time, prices[i], sizes[i], Tick.trade | Tick.buy | Tick.last);
      if (i < IN_WINDOW) continue;
      const [from, to] = [i + 1 - IN_WINDOW, i + 1];
      const [vwap, sigma] = vwapOf(prices.slice(from, to), sizes.slice(from, to));
      const row = engine.table.row(-1);
      expect(Math.abs(row.vwap_1s / vwap - 1)).toBeLessThan(1e-14);
      expect(Math.abs(row.vwapSigma_1s / sigma - 1)).toBeLessThan(1e-11);
    }
  });
});
