/** What the engine says after each depth event of a Binance recording. */
import * as abi from "../../assembly/abi.ts";
import {
  type Counters,
  createEngineSync,
  type Engine,
  type TickBatch,
} from "../../bindings/index.ts";
import type { TickSource } from "../../bindings/sources/source.ts";

interface Message {
  readonly id: number;
  readonly isDepth: boolean;
}

/** Update ids of the messages that end in a batch; `open` is the message it begins in. */
function messagesOf(batch: TickBatch, open: Message): { ended: Message[]; open: Message } {
  const ended: Message[] = [];
  let message = open;
  for (let i = 0; i < batch.length; i++) {
    const flags = batch.flagsAt(i);
    const kind = flags & abi.KIND_MASK;
    if (kind === abi.KIND_HEADER) message = { id: batch.sizeAt(i), isDepth: true };
    if (kind === abi.KIND_CLEAR || kind === abi.KIND_TRADE) message = { id: 0, isDepth: false };
    if (flags & abi.TICK_LAST) ended.push(message);
  }
  return { ended, open: message };
}

export interface DepthRow {
  /** Last update id of the event. */
  readonly id: number;
  /** Bid, its size, ask, its size. */
  readonly best: readonly number[];
  readonly flags: number;
}

const SIGNALS = ["bid", "bidSize", "ask", "askSize"];

/** Replays a source; `look` sees the engine after each batch. */
export async function depthRows(
  source: TickSource,
  look: (engine: Engine, last: DepthRow | undefined) => void = () => {},
): Promise<{ rows: DepthRow[]; counters: Counters }> {
  const { tickSize, lotSize } = source.facts;
  const lots = Number.isNaN(lotSize) ? {} : { lotSize };
  const engine = createEngineSync({ tickSize, ...lots, signals: SIGNALS });
  const rows: DepthRow[] = [];
  let open: Message = { id: 0, isDepth: false };
  for await (const batch of source) {
    engine.push(batch);
    const columns = SIGNALS.map((name) => engine.table.borrow(name));
    const flags = engine.table.borrowFlags();
    const { ended, open: rest } = messagesOf(batch, open);
    open = rest;
    if (ended.length !== engine.table.length) throw new Error("a row for every message");
    for (const [row, { id, isDepth }] of ended.entries()) {
      const best = columns.map((column) => column[row]);
      if (isDepth) rows.push({ id, best, flags: flags[row] });
    }
    look(engine, rows.at(-1));
  }
  const { counters } = engine;
  engine.dispose();
  return { rows, counters };
}
