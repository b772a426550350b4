/** The best levels are found however far apart they lie and whatever stood between them before. */
import { expect, test } from "vitest";
import { createEngineSync, Tick } from "../../bindings/index.ts";
import { Random } from "../helpers/random.ts";

const START = 1_700_000_000_000_000;

test.each([64, 1024, 65536])("a window of %i ticks, levels hundreds of ticks apart", (window) => {
  const random = new Random(3);
  const options = { tickSize: 1, lotSize: 1, ladderTicks: window, signals: ["bidDepth_3", "bid"] };
  const engine = createEngineSync(options);
  const sizes = new Map<number, number>();
  engine.pushTick(START, 0, 0, Tick.clear);
  for (let i = 0; i < 2000; i++) {
    // one price in about 700 is used, so that words of slots are empty for long stretches
    const price = 100_000 + 691 * random.integer(0, 60) + random.integer(0, 1);
    const size = random.chance(0.6) ? 0 : random.integer(1, 9);
    if (size > 0) sizes.set(price, size);
    else sizes.delete(price);
    engine.pushTick(START + i, price, size, Tick.level | Tick.bid | Tick.last);
    const best = [...sizes].sort(([a], [b]) => b - a).slice(0, 3);
    const row = engine.table.row(-1);
    expect(row.bidDepth_3).toBe(best.reduce((sum, [, lots]) => sum + lots, 0));
    expect(row.bid).toBe(best.length > 0 ? best[0][0] : Number.NaN);
  }
  engine.dispose();
});
