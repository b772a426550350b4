/// <reference lib="esnext.disposable" preserve="true" />
/**
 * One instrument: ticks in, rows of signals out. Everything per tick happens in the core; when it
 * stops, this file does what it stopped for and goes on, so that no result depends on memory.
 */
import * as abi from "../../assembly/abi.ts";
import { BookView } from "./book-view.ts";
import { STAGED_TICKS } from "./core-memory.ts";
import { type Counters, readCounters } from "./counters.ts";
import { CoreError, FormatError, OrderError } from "./errors.ts";
import { EngineHome } from "./home.ts";
import { EngineState } from "./layout.ts";
import { BUILD_ID } from "./module.ts";
import { type CheckedOptions, checkOptions, type EngineOptions, plainOptions } from "./options.ts";
import { type RefusedTick, refusalError } from "./refusal.ts";
import type { Runtime } from "./runtime.ts";
import { defaultRuntime, loadDefaultRuntime } from "./runtime.ts";
import type { SignalTable } from "./signal-table.ts";
import { decodeSnapshot, encodeSnapshot, type SnapshotKind } from "./snapshot.ts";
import {
  checkColumns,
  stageColumns,
  stageRecords,
  type TickColumns,
  tickOfBatch,
  tickOfColumns,
} from "./staging.ts";
import type { TickBatch } from "./tick-batch.ts";

/** "VISN" */
const SNAPSHOT: SnapshotKind = {
  magic: 0x4e534956,
  build: BUILD_ID,
  owner: "an engine",
  where: "volume-imbalance/engine.restore:",
};

/** Called with rows that are ready; they stay readable until the listener returns. */
export type RowListener = (table: SignalTable) => void;

/** Engines that were forgotten without `dispose` give their memory back, some time later. */
const forgotten = new FinalizationRegistry<EngineHome>((home) => home.release());

/** One instrument: ticks in, rows of signals out. Made by `createEngine` or `createEngineSync`. */
export class Engine {
  /** The requested columns, in order. */
  readonly columns: readonly string[];
  readonly #options: CheckedOptions;
  readonly #home: EngineHome;
  #listener: RowListener | null = null;
  #isBusy = false;

  /**
   * Use `createEngine`, `createEngineSync` or `Engine.restore`.
   * @internal
   */
  constructor(options: EngineOptions, capacities?: readonly number[]) {
    this.#options = checkOptions(options);
    this.columns = this.#options.columns;
    this.#home = new EngineHome(options.runtime ?? defaultRuntime(), this.#options, capacities);
    forgotten.register(this, this.#home, this);
  }

  /**
   * Continues from a snapshot.
   * @throws {FormatError} if the bytes are foreign, truncated or altered
   */
  static restore(bytes: Uint8Array, where: { runtime?: Runtime } = {}): Engine {
    const { json, state } = decodeSnapshot(SNAPSHOT, bytes);
    const { options, capacities } = JSON.parse(json);
    const engine = new Engine({ ...options, ...where }, capacities);
    const room = engine.#home.bytes();
    if (state.length !== room.length) {
      engine.dispose();
      throw new FormatError("volume-imbalance/engine.restore: the state does not fit its options");
    }
    room.set(state);
    return engine;
  }

  /** Rows that were made and not released by a later push. */
  get table(): SignalTable {
    this.#assertOpen();
    return this.#home.table;
  }

  /** What has been counted since the engine was made or reset. */
  get counters(): Counters {
    this.#assertOpen();
    return readCounters(new DataView(this.#home.memory.memory.buffer), this.#home.state);
  }

  /** Whether the book is known: after a snapshot or quote, not after a gap. */
  get bookIsValid(): boolean {
    this.#assertOpen();
    return this.#home.field("isBookValid") !== 0;
  }

  /** Time of the newest message, microseconds; 0 before the first. */
  get lastTimeUs(): number {
    this.#assertOpen();
    return this.#home.field("time");
  }

  /** First level price that lay off the grid, NaN if there was none. */
  get offGridPrice(): number {
    this.#assertOpen();
    return this.#home.field("offGridPrice");
  }

  /** Bytes of linear memory that this engine occupies. */
  get memoryBytes(): number {
    return this.#home.plan.bytes + this.table.bytes;
  }

  /** Questions about the book as it stands now. */
  get book(): BookView {
    this.#assertOpen();
    return new BookView(this.#home, this.#options);
  }

  /**
   * Hands rows over as they come, so that memory stays constant however many one push makes. Called
   * during a push when the table is full and at its end. `null`: a push keeps all its rows instead.
   */
  onRows(listener: RowListener | null): void {
    this.#listener = listener;
  }

  /**
   * Takes the ticks of a batch.
   * @returns rows made by this call; without a listener all are in `table` until the next push
   * @throws {RangeError | OrderError} strict engines only: at the first bad tick, with everything
   *         before it taken and the bad one left out
   */
  push(batch: TickBatch): number {
    return this.#run(() => {
      for (let from = 0; from < batch.length; from += STAGED_TICKS) {
        this.#pushRecords(batch, from, Math.min(from + STAGED_TICKS, batch.length));
      }
    });
  }

  /**
   * Takes ticks by column, where they lie in columns already: they are written as records first.
   * @param count ticks to take, default all
   */
  pushColumns(columns: TickColumns, count = columns.time.length): number {
    checkColumns(columns, count);
    return this.#run(() => {
      for (let from = 0; from < count; from += STAGED_TICKS) {
        this.#pushSlice(columns, from, Math.min(from + STAGED_TICKS, count));
      }
    });
  }

  /**
   * Takes one tick without a batch: the fast way for live ticks.
   * @param flags kind, side and last-of-message bits
   */
  pushTick(timeUs: number, price: number, size: number, flags: number): number {
    const { memory, state, table, isOpen } = this.#home;
    if (!isOpen || this.#isBusy) this.#assertReady();
    const rows = memory.core.pushTickAt(state, table.address, timeUs, price, size, flags);
    if (rows === 0 || (rows > 0 && this.#listener === null)) return rows;
    return this.#finishTick(rows, { index: 0, timeUs, price, size, flags });
  }

  /**
   * Says that no tick at or before `timeUs` will come: closes interval rows while it is quiet.
   * @returns rows made by this call
   */
  advanceTo(timeUs: number): number {
    if (!Number.isFinite(timeUs)) {
      throw new RangeError(`volume-imbalance/engine.advanceTo: time must be finite, was ${timeUs}`);
    }
    return this.#run(() => {
      for (;;) {
        const { memory, state, table } = this.#home;
        if (memory.core.advanceAt(state, table.address, timeUs) === 1) return;
        this.#help();
      }
    });
  }

  /** Forgets everything but the options. */
  reset(): void {
    this.#assertReady();
    this.#home.memory.core.resetAt(this.#home.state);
    this.#home.table.clear();
  }

  /** The state as bytes; rows that were not read are not part of it. */
  snapshot(): Uint8Array {
    this.#assertReady();
    const { capacities } = this.#home.plan;
    const json = JSON.stringify({ options: plainOptions(this.#options), capacities });
    return encodeSnapshot(SNAPSHOT, { json, state: this.#home.bytes() });
  }

  /** Gives the memory back; the engine must not be used afterwards. */
  dispose(): void {
    if (this.#home.isOpen) this.#assertReady();
    forgotten.unregister(this);
    this.#home.release();
  }

  /** For `using engine = createEngineSync(...)`. */
  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Releases the rows of the push before, does the work, hands the new rows over. */
  #run(work: () => void): number {
    this.#assertReady();
    const { memory, table } = this.#home;
    memory.core.releaseRowsAt(table.address);
    const before = table.published;
    this.#isBusy = true;
    try {
      work();
      this.#listener?.(table);
    } finally {
      this.#isBusy = false;
    }
    return (table.published - before) >>> 0;
  }

  /** The core took a tick and there is a listener, or it stopped before the tick (`rows` -1). */
  #finishTick(rows: number, tick: RefusedTick): number {
    const { table } = this.#home;
    const before = table.published - Math.max(rows, 0);
    this.#isBusy = true;
    try {
      if (rows < 0) {
        const time = Float64Array.of(tick.timeUs);
        const price = Float64Array.of(tick.price);
        const size = Float64Array.of(tick.size);
        this.#help(() => tick);
        this.#pushSlice({ time, price, size, flags: Uint32Array.of(tick.flags) }, 0, 1);
      }
      if (table.length > 0) this.#listener?.(table);
    } finally {
      this.#isBusy = false;
    }
    return (table.published - before) >>> 0;
  }

  /** Takes the ticks [from, end) of a batch, at most `STAGED_TICKS`. */
  #pushRecords(batch: TickBatch, from: number, end: number): void {
    const home = this.#home;
    let next = from;
    let first = from;
    let staged: unknown = null;
    while (next < end) {
      const { memory, state, table } = home;
      const { buffer, byteOffset } = batch.place;
      const isInside = buffer === memory.memory.buffer;
      if (!isInside && staged !== memory) {
        stageRecords(memory, batch, next, end);
        staged = memory;
        first = next;
      }
      const at = isInside
        ? byteOffset + next * abi.TICK_BYTES
        : memory.stagingAt + (next - first) * abi.TICK_BYTES;
      next += memory.core.pushRecordsAt(state, table.address, at, end - next);
      if (next < end) this.#help(() => tickOfBatch(batch, next));
    }
  }

  /** Takes the ticks [from, end) of columns, at most `STAGED_TICKS`. */
  #pushSlice(columns: TickColumns, from: number, end: number): void {
    const home = this.#home;
    let next = from;
    let first = from;
    let staged: unknown = null;
    while (next < end) {
      const { memory, state, table } = home;
      if (staged !== memory) {
        stageColumns(memory, columns, this.#options.instrument, next, end);
        staged = memory;
        first = next;
      }
      const at = memory.stagingAt + (next - first) * abi.TICK_BYTES;
      next += memory.core.pushRecordsAt(state, table.address, at, end - next);
      if (next < end) this.#help(() => tickOfColumns(columns, next));
    }
  }

  /** Does what the core stopped for. */
  #help(tick?: () => RefusedTick): void {
    const home = this.#home;
    const status = home.memory.u32[(home.state + EngineState.fields.status.offset) >> 2];
    if (status === abi.STATUS_NEED_ROWS) this.#makeRows();
    else if (status === abi.STATUS_NEED_ROOM) home.growBlock(home.field("needBlock"));
    else if (status === abi.STATUS_REFUSED && tick !== undefined) {
      throw refusalError(home.field("refusal"), tick(), home.field("time"), this.#options);
    } else throw new CoreError(`Invariant: the core stopped with status ${status}`);
  }

  #makeRows(): void {
    const { memory, table } = this.#home;
    if (this.#listener === null) {
      this.#home.growTable();
      return;
    }
    this.#listener(table);
    memory.core.releaseRowsAt(table.address);
  }

  #assertOpen(): void {
    if (!this.#home.isOpen) {
      throw new OrderError("volume-imbalance/engine: the engine is disposed");
    }
  }

  #assertReady(): void {
    this.#assertOpen();
    if (this.#isBusy) {
      throw new OrderError("volume-imbalance/engine: a row listener must not change its engine");
    }
  }
}

/** Makes an engine; compiles the core without blocking where it is the first. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  if (options?.runtime === undefined) await loadDefaultRuntime();
  return new Engine(options);
}

/** Makes an engine at once: for workers, Node, and where a calculator was constructed. */
export function createEngineSync(options: EngineOptions): Engine {
  return new Engine(options);
}
