/**
 * Several sources of one instrument as one: depth from here, trades from there.
 *
 * Messages are put in the order in which they were received (the header record of a message says
 * when), so that each stands behind everything that was known before it. Where one of the sources
 * does not tell, all are ordered by exchange time: the result is then not causal, and says so.
 * Of equal times the source named first comes first. A source whose own times go back is not
 * sorted: its messages come as they are, counted in `reversals`.
 *
 * Memory: a batch of each source and one for the output.
 */
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../core/tick-batch.ts";
import { mergedFacts } from "./merged-facts.ts";
import {
  BATCH_TICKS,
  type BadLine,
  type InstrumentFacts,
  type OpenOptions,
  type SourceStats,
  type TickSource,
} from "./source.ts";

const NOTHING = new TickBatch(1);

/** One of the sources, at the message that comes next. */
class Part {
  readonly source: TickSource;
  /** When its next message is due; infinite at the end. */
  key = Number.POSITIVE_INFINITY;
  reversals = 0;
  isOver = false;
  #batch = NOTHING;
  #at = 0;
  #isOpen = false;
  #isByReceipt = true;
  #hasBegun = false;
  #lastKey = Number.NEGATIVE_INFINITY;
  readonly #batches: AsyncIterator<TickBatch>;

  constructor(source: TickSource) {
    this.source = source;
    this.#batches = source[Symbol.asyncIterator]();
  }

  /** Is the batch used up, and more to come? */
  get isHungry(): boolean {
    return this.#at >= this.#batch.length && !this.isOver;
  }

  /** Has the first message got a receive time? */
  get tellsReceipt(): boolean {
    return this.isOver || Number.isFinite(this.#receiptAt(0));
  }

  /** Does the first batch hold levels of a book? */
  get hasDepth(): boolean {
    for (let index = 0; index < this.#batch.length; index++) {
      const kind = this.#batch.flagsAt(index) & abi.KIND_MASK;
      if (kind === abi.KIND_LEVEL_SET || kind === abi.KIND_LEVEL_CHANGE) return true;
    }
    return false;
  }

  /** Orders its messages by receive time, else by exchange time. */
  orderBy(isByReceipt: boolean): void {
    this.#isByReceipt = isByReceipt;
    this.#look();
  }

  /** Takes the next batch. */
  async feed(): Promise<void> {
    this.#hasBegun = true;
    do {
      const { value, done } = await this.#batches.next();
      this.isOver = done === true;
      this.#batch = value ?? NOTHING;
    } while (this.#batch.length === 0 && !this.isOver);
    this.#at = 0;
    this.#look();
  }

  /**
   * Hands over messages that are due before `limit`, of those at hand, and all of an open one.
   * @param isFirst at `limit` itself too
   */
  pour(limit: number, isFirst: boolean, into: TickBatch): void {
    const batch = this.#batch;
    const { length } = batch;
    const from = this.#at;
    let at = from;
    while (at < length && (this.#isOpen || this.key < limit || (isFirst && this.key === limit))) {
      if (!this.#isOpen) this.#begin();
      while (at < length && (batch.flagsAt(at) & abi.TICK_LAST) === 0) at++;
      this.#isOpen = at === length;
      this.#at = this.#isOpen ? at : ++at;
      this.#look();
    }
    into.appendRange(batch, from, at);
  }

  /** Is a message handed over only in part? Then nothing else may come between. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Closes its files; a source that was never read must begin to be closed. */
  async close(): Promise<void> {
    if (!this.#hasBegun) await this.feed().catch(() => undefined);
    await this.#batches.return?.();
  }

  #begin(): void {
    if (this.key < this.#lastKey) this.reversals++;
    this.#lastKey = this.key;
  }

  /** Finds out when the next message is due. */
  #look(): void {
    if (this.#at >= this.#batch.length) {
      if (this.isOver) this.key = Number.POSITIVE_INFINITY;
      return;
    }
    const key = this.#isByReceipt ? this.#receiptAt(this.#at) : this.#batch.timeAt(this.#at);
    this.key = Number.isFinite(key) ? key : Math.max(this.#lastKey, -Number.MAX_VALUE);
  }

  #receiptAt(index: number): number {
    if (index >= this.#batch.length) return NaN;
    const isHeader = (this.#batch.flagsAt(index) & abi.KIND_MASK) === abi.KIND_HEADER;
    return isHeader ? this.#batch.priceAt(index) : NaN;
  }
}

export class MergedSource implements TickSource {
  readonly format: string;
  readonly facts: InstrumentFacts;
  readonly inferred: readonly string[];
  readonly isCausal: boolean;
  readonly stats: SourceStats = {
    bytesRead: 0,
    totalBytes: 0,
    lines: 0,
    ticks: 0,
    reversals: 0,
    unfinishedMessages: 0,
  };
  readonly #parts: readonly Part[];
  readonly #batch: TickBatch;
  readonly #notes: string[] = [];
  #unfinished = 0;

  private constructor(parts: readonly Part[], isByReceipt: boolean, options: OpenOptions) {
    const sources = parts.map(({ source }) => source);
    const depth = parts.findIndex(({ hasDepth }) => hasDepth);
    const { facts, inferred } = mergedFacts(sources, Math.max(depth, 0));
    this.#parts = parts;
    this.#batch = options.batch ?? new TickBatch(BATCH_TICKS * 2);
    this.format = [...new Set(sources.map(({ format }) => format))].join(" + ");
    this.facts = facts;
    this.inferred = inferred;
    this.isCausal = isByReceipt && sources.every(({ isCausal }) => isCausal);
    if (!isByReceipt) this.#notes.push(notCausalNote(parts));
    for (const part of parts) part.orderBy(isByReceipt);
    this.#count();
  }

  /**
   * @param sources each with a batch of its own; closed by this one
   * @throws {FormatError} if they are of different instruments, or one cannot be read
   */
  static async open(
    sources: readonly TickSource[],
    options: OpenOptions = {},
  ): Promise<MergedSource> {
    const parts = sources.map((source) => new Part(source));
    try {
      for (const part of parts) await part.feed();
      const isByReceipt = parts.every(({ tellsReceipt }) => tellsReceipt);
      return new MergedSource(parts, isByReceipt, options);
    } catch (error) {
      for (const part of parts) await part.close();
      throw error;
    }
  }

  /** What is merged, in the order given. */
  get sources(): readonly TickSource[] {
    return this.#parts.map(({ source }) => source);
  }

  get notes(): readonly string[] {
    const told = this.#parts.flatMap(({ source }) => source.notes);
    return [...new Set([...this.#notes, ...told])];
  }

  get firstBadLine(): BadLine | null {
    const bad = this.#parts.find(({ source }) => source.firstBadLine !== null);
    return bad?.source.firstBadLine ?? null;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TickBatch, void, undefined> {
    const batch = this.#batch;
    batch.clear();
    try {
      for (let next = this.#next(); next >= 0; next = this.#next()) {
        await this.#pour(next);
        if (batch.length < BATCH_TICKS) continue;
        yield this.#handOver();
        batch.clear();
      }
      if (batch.length > 0) yield this.#handOver();
    } finally {
      for (const part of this.#parts) await part.close();
    }
  }

  /** Which part has the message that is due first; -1 if all are over. */
  #next(): number {
    let next = -1;
    let key = Number.POSITIVE_INFINITY;
    for (const [index, part] of this.#parts.entries()) {
      if (part.isOver || !(next < 0 || part.key < key)) continue;
      next = index;
      key = part.key;
    }
    return next;
  }

  /** Takes what a part has before any other is due, as far as it lies at hand. */
  async #pour(next: number): Promise<void> {
    const part = this.#parts[next];
    let limit = Number.POSITIVE_INFINITY;
    let isFirst = true;
    for (const [index, other] of this.#parts.entries()) {
      if (index === next || other.isOver || other.key > limit) continue;
      if (other.key < limit) isFirst = true;
      limit = other.key;
      if (index < next) isFirst = false;
    }
    part.pour(limit, isFirst, this.#batch);
    while (part.isHungry) {
      await part.feed();
      if (part.isOpen) part.pour(Number.NEGATIVE_INFINITY, false, this.#batch);
    }
    if (!part.isOpen || !part.isOver) return;
    this.#batch.endMessage();
    this.#unfinished++;
  }

  #handOver(): TickBatch {
    this.#count();
    this.stats.ticks += this.#batch.length;
    return this.#batch;
  }

  /** Adds up what the parts have counted; `ticks` are counted here. */
  #count(): void {
    const { stats } = this;
    const { ticks } = stats;
    for (const { source } of this.#parts) for (const name in source.stats) stats[name] = 0;
    stats.reversals = this.#parts.reduce((sum, { reversals }) => sum + reversals, 0);
    stats.unfinishedMessages = this.#unfinished;
    for (const { source } of this.#parts) {
      for (const [name, value] of Object.entries(source.stats)) stats[name] += value;
    }
    stats.ticks = ticks;
  }
}

function notCausalNote(parts: readonly Part[]): string {
  const silent = parts.filter(({ tellsReceipt }) => !tellsReceipt);
  const formats = [...new Set(silent.map(({ source }) => source.format))].join(", ");
  return (
    "merged by exchange time: results are not causal, what was received late stands where it " +
    `happened (without receive times: ${formats})`
  );
}
