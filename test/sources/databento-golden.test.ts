/** On real recordings the engine's book is the one that Databento's rows state or add up to. */
import { expect, test } from "vitest";
import { createEngineSync } from "../../bindings/index.ts";
import { openSource } from "../../bindings/sources/open.ts";
import { sharedPath } from "../helpers/shared.ts";
import { mboRows } from "./dbn-rows.ts";
import { databentoLevels } from "./proofs/databento.ts";
import { temporaryFile } from "./reading.ts";

const folder = sharedPath("data/formats/databento");
const SIGNALS = ["bid", "bidSize", "ask", "askSize"];
/** Continuous trading of that evening begins; before, orders may cross. */
const OPENING_US = Date.UTC(2023, 11, 25, 23) * 1e3;

test.skipIf(folder === null)("MBP-10: after 5000 of 5000 rows the ten levels are equal", () => {
  const { expected, found } = databentoLevels(folder!);
  expect(found).toEqual(expected);
});

/** The best quotes after each event, from sums over single orders kept the plain way. */
function bestByEvent(rows: readonly string[]): number[][] {
  const orders = new Map<string, [side: string, price: number, size: number]>();
  const levels: Record<string, Map<number, number>> = { B: new Map(), A: new Map() };
  const change = (side: string, price: number, by: number) => {
    const size = (levels[side].get(price) ?? 0) + by;
    if (size === 0) levels[side].delete(price);
    else levels[side].set(price, size);
  };
  const found: number[][] = [];
  const cells = rows.slice(1).map((row) => row.split(","));
  for (const [at, row] of cells.entries()) {
    const [, event, , , , action, side, units, text, , id, flags, , sequence] = row;
    const [price, size] = [Number(units) / 1e9, Number(text)];
    const order = orders.get(id);
    if (order && "CM".includes(action)) {
      const [orderSide, orderPrice, orderSize] = order;
      const taken = action === "C" ? size : orderSize;
      change(orderSide, orderPrice, -taken);
      order[2] -= taken;
      if (order[2] === 0) orders.delete(id);
    }
    if ("AM".includes(action)) {
      orders.set(id, [side, price, size]);
      change(side, price, size);
    }
    const next = cells[at + 1];
    const isSnapshot = (Number(flags) & 32) !== 0;
    const isEnd = isSnapshot
      ? (Number(next[11]) & 32) === 0
      : Number(flags) >= 128 && !(next?.[13] === sequence && next[1] === event);
    if (!isEnd) continue;
    const bid = Math.max(...levels.B.keys());
    const ask = Math.min(...levels.A.keys());
    found.push([bid, levels.B.get(bid) ?? 0, ask, levels.A.get(ask) ?? 0]);
  }
  return found;
}

test.skipIf(folder === null)("MBO: 47023 of 47023 best quotes of an evening of ES", async () => {
  const rows = mboRows(`${folder}/esh4-glbx-mdp3-20231225.mbo.dbn.zst`);
  const expected = bestByEvent(rows);
  const source = await openSource(temporaryFile(rows.join("\n")), { tickSize: 0.25 });
  const engine = createEngineSync({ tickSize: 0.25, lotSize: 1, signals: SIGNALS });
  const found: number[][] = [];
  let crossedAfterOpening = 0;
  for await (const batch of source) {
    engine.push(batch);
    const time = engine.table.borrow("time");
    const columns = SIGNALS.map((name) => engine.table.borrow(name));
    for (let row = 0; row < time.length; row++) {
      const best = columns.map((column) => column[row]);
      if (time[row] >= OPENING_US && best[0] >= best[2]) crossedAfterOpening++;
      found.push(best);
    }
  }
  expect(found).toHaveLength(47023);
  expect(found).toEqual(expected);
  expect(crossedAfterOpening).toBe(0);
  expect(engine.counters).toMatchObject({ trades: 2973, badSizes: 0, deltasIgnored: 0 });
  expect(source.stats).toMatchObject({
    lines: 68792,
    fills: 6371,
    unknownOrders: 0,
    repeatedOrders: 0,
    overCancels: 0,
    unfinishedEvents: 0,
    sequenceReversals: 0,
    badLines: 0,
  });
  engine.dispose();
});
