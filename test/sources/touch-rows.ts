/** The touch after each message, as the engine sees it, and when the message was received. */
import * as abi from "../../assembly/abi.ts";
import { type Counters, createEngineSync } from "../../bindings/index.ts";
import type { TickSource } from "../../bindings/sources/source.ts";

export interface TouchRow {
  readonly timeUs: number;
  readonly localUs: number;
  /** Bid, its size, ask, its size. */
  readonly best: readonly number[];
}

const SIGNALS = ["bid", "bidSize", "ask", "askSize"];

export async function touchRows(
  source: TickSource,
): Promise<{ rows: TouchRow[]; counters: Counters }> {
  const { tickSize, lotSize } = source.facts;
  const lots = Number.isNaN(lotSize) ? {} : { lotSize };
  const engine = createEngineSync({ tickSize, ...lots, signals: SIGNALS });
  const rows: TouchRow[] = [];
  let localUs = NaN;
  for await (const batch of source) {
    engine.push(batch);
    const columns = SIGNALS.map((name) => engine.table.borrow(name));
    let row = 0;
    for (let i = 0; i < batch.length; i++) {
      const flags = batch.flagsAt(i);
      if ((flags & abi.KIND_MASK) === abi.KIND_HEADER) localUs = batch.priceAt(i);
      if ((flags & abi.TICK_LAST) === 0) continue;
      const best = columns.map((column) => column[row]);
      rows.push({ timeUs: batch.timeAt(i), localUs, best });
      row++;
    }
    if (row !== engine.table.length) throw new Error("a row for every message");
  }
  const { counters } = engine;
  engine.dispose();
  return { rows, counters };
}

/** Shares of the time between the first and the last row, by the time of receipt. */
export function crossedShare(rows: readonly TouchRow[]): { crossed: number; locked: number } {
  let crossed = 0;
  let locked = 0;
  let total = 0;
  for (let i = 0; i + 1 < rows.length; i++) {
    const [bid, , ask] = rows[i].best;
    const duration = Math.max(rows[i + 1].localUs - rows[i].localUs, 0);
    total += duration;
    if (bid > ask) crossed += duration;
    if (bid === ask) locked += duration;
  }
  return { crossed: crossed / total, locked: locked / total };
}

/** The last row of every time of receipt. */
export function lastByReceipt(rows: readonly TouchRow[]): Map<number, TouchRow> {
  return new Map(rows.map((row) => [row.localUs, row]));
}
