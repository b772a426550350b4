/**
 * The part of a source that lies in [from, to), by the time of its messages.
 *
 * A message is taken or left as a whole; its time is that of its first tick. Times may go back, so
 * reading does not stop at the first message behind the end but a while later. A book whose
 * snapshot was left out is unknown until the next one: a note says so.
 */
import * as abi from "../../assembly/abi.ts";
import type { TickBatch } from "../core/tick-batch.ts";
import type { BadLine, InstrumentFacts, OpenOptions, SourceStats, TickSource } from "./source.ts";

/** Reading stops after so many messages in a row that lie so far behind the end. */
const LATE_US = 600e6;
const LATE_MESSAGES = 1000;

/** What is said when the beginning was left out. */
export const CUT_NOTE =
  "read from the middle: the book is unknown until the first snapshot behind the start";

/** Is a part asked for at all? */
export function hasTimeLimits({ from, to }: OpenOptions): boolean {
  return from !== undefined || to !== undefined;
}

/** @throws {RangeError} if the limits are no times or leave nothing between them */
export function checkTimeLimits({ from, to }: OpenOptions): void {
  for (const [name, value] of Object.entries({ from, to })) {
    if (value === undefined || Number.isFinite(value)) continue;
    throw new RangeError(
      `volume-imbalance/open.openSources: ${name} must be a finite number, was ${value}`,
    );
  }
  if (from === undefined || to === undefined || from < to) return;
  throw new RangeError(
    `volume-imbalance/open.openSources: from must be before to, was ${from} and ${to}`,
  );
}

/** Takes and leaves the messages of a stream of batches. */
export class TimeCut {
  readonly from: number;
  readonly to: number;
  /** A message before the start was left out. */
  isCutAtStart = false;
  /** Does the message that is open now lie inside? */
  isTaking = false;
  readonly #isUnlimited: boolean;
  #isOpen = false;
  #late = 0;

  constructor({ from, to }: OpenOptions) {
    this.#isUnlimited = from === undefined && to === undefined;
    this.from = from ?? Number.NEGATIVE_INFINITY;
    this.to = to ?? Number.POSITIVE_INFINITY;
  }

  /** Is it so long behind the end that nothing more will come? */
  get isOver(): boolean {
    return this.#late >= LATE_MESSAGES;
  }

  /** Is all of [earliest, latest] inside? */
  holds(earliest: number, latest: number): boolean {
    return this.#isUnlimited || (earliest >= this.from && latest < this.to);
  }

  /** Does anything of [earliest, latest] lie inside? */
  touches(earliest: number, latest: number): boolean {
    return this.#isUnlimited || (latest >= this.from && earliest < this.to);
  }

  /** Passes over ticks from `earliest` on, of which none lies inside. */
  skip(earliest: number): void {
    this.isTaking = false;
    if (earliest < this.from) this.isCutAtStart = true;
  }

  /** Passes over ticks that all lie inside. */
  take(): void {
    this.isTaking = true;
  }

  /** Says whether the next ticks begin a message or go on with the last one. */
  enter(isMessageStart: boolean): void {
    this.#isOpen = !isMessageStart;
  }

  /**
   * Removes from the batch what lies outside.
   * @returns how many ticks that were
   */
  apply(batch: TickBatch): number {
    const { bytes, length } = batch;
    let kept = 0;
    let runFrom = 0;
    for (let index = 0; index < length; index++) {
      if (!this.#isOpen) {
        const wasTaking = this.isTaking;
        this.#begin(batch.timeAt(index));
        if (wasTaking !== this.isTaking) {
          if (wasTaking) kept += move(bytes, kept, runFrom, index);
          runFrom = index;
        }
      }
      this.#isOpen = (batch.flagsAt(index) & abi.TICK_LAST) === 0;
    }
    if (this.isTaking) kept += move(bytes, kept, runFrom, length);
    batch.length = kept;
    return length - kept;
  }

  #begin(timeUs: number): void {
    this.isTaking = timeUs >= this.from && timeUs < this.to;
    if (timeUs < this.from) this.isCutAtStart = true;
    this.#late = timeUs >= this.to + LATE_US ? this.#late + 1 : 0;
  }
}

/** Moves ticks [from, end) to `target`; answers how many. */
function move(bytes: Uint8Array, target: number, from: number, end: number): number {
  if (target !== from) {
    bytes.copyWithin(target * abi.TICK_BYTES, from * abi.TICK_BYTES, end * abi.TICK_BYTES);
  }
  return end - from;
}

/** A source without what lies outside of [from, to); what was left out is counted in `cutTicks`. */
export class TimeCutSource implements TickSource {
  readonly stats: SourceStats;
  readonly #source: TickSource;
  readonly #cut: TimeCut;

  constructor(source: TickSource, options: OpenOptions) {
    this.#source = source;
    this.#cut = new TimeCut(options);
    this.stats = source.stats;
    this.stats.cutTicks = 0;
  }

  get format(): string {
    return this.#source.format;
  }

  get facts(): InstrumentFacts {
    return this.#source.facts;
  }

  get inferred(): readonly string[] {
    return this.#source.inferred;
  }

  get notes(): readonly string[] {
    return this.#cut.isCutAtStart ? [...this.#source.notes, CUT_NOTE] : this.#source.notes;
  }

  get firstBadLine(): BadLine | null {
    return this.#source.firstBadLine;
  }

  get isCausal(): boolean {
    return this.#source.isCausal;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TickBatch, void, undefined> {
    const cut = this.#cut;
    for await (const batch of this.#source) {
      const left = cut.apply(batch);
      this.stats.ticks -= left;
      this.stats.cutTicks += left;
      if (batch.length > 0) yield batch;
      if (cut.isOver) return;
    }
  }
}
