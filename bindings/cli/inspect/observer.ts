/**
 * Looks at the ticks of a source as they pass: an engine says what the book was like, the records
 * themselves say when messages came and how late.
 */
import * as abi from "../../../assembly/abi.ts";
import { createEngineSync, type Engine } from "../../core/engine.ts";
import type { EngineOptions } from "../../core/options.ts";
import type { SignalTable } from "../../core/signal-table.ts";
import type { TickBatch } from "../../core/tick-batch.ts";
import { Silences } from "./silence.ts";
import { SkewHistogram } from "./skew.ts";

export class Observer {
  readonly engine: Engine;
  readonly silences = new Silences();
  readonly skew = new SkewHistogram();
  /** Times of the first and the last record. */
  firstUs = NaN;
  lastUs = NaN;
  /** Time during which the book stood crossed or locked after a complete message. */
  crossedUs = 0;
  lockedUs = 0;
  #rowUs = NaN;
  #rowFlags = 0;

  constructor(facts: EngineOptions) {
    this.engine = createEngineSync({ ...facts, every: "message", signals: ["mid"] });
    this.engine.onRows((table) => this.#takeRows(table));
  }

  push(batch: TickBatch): void {
    for (let at = 0; at < batch.length; at++) {
      const timeUs = batch.timeAt(at);
      const flags = batch.flagsAt(at);
      if (Number.isNaN(this.firstUs)) this.firstUs = timeUs;
      this.lastUs = timeUs;
      if ((flags & abi.KIND_MASK) === abi.KIND_HEADER) this.skew.add(batch.priceAt(at) - timeUs);
      if (flags & abi.TICK_LAST) this.silences.add(timeUs);
    }
    this.engine.push(batch);
  }

  #takeRows(table: SignalTable): void {
    const times = table.borrow("time");
    const flags = table.borrowFlags();
    for (let row = 0; row < times.length; row++) {
      const lasted = times[row] - this.#rowUs;
      if (this.#rowFlags & abi.FLAG_CROSSED) this.crossedUs += lasted;
      if (this.#rowFlags & abi.FLAG_LOCKED) this.lockedUs += lasted;
      this.#rowUs = times[row];
      this.#rowFlags = flags[row];
    }
  }
}
