/**
 * What calculators of flow have in common: how far back they look, and room for what they keep.
 */
import * as abi from "../../assembly/abi.ts";
import { SlidingSum } from "../core/layout.ts";
import { RecordView } from "../core/record.ts";
import { powerOfTwo, stride } from "../core/units.ts";
import { Calculator } from "./calculator.ts";
import { checkChoice, checkWindow, type SeriesOptions, type WindowOptions } from "./options.ts";

/** Values that a window by time has room for in the beginning. */
const PLACES = 16;

/** Options of a window that may be left out: then everything counts since the last reset. */
export interface OpenWindowOptions extends SeriesOptions, Partial<WindowOptions> {}

/** A window as its record says it. */
export interface Span {
  readonly kind: number;
  readonly span: number;
  readonly isPartial: number;
  /** Values there is room for in the beginning; 0 if none are kept. */
  readonly places: number;
}

/** @throws {TypeError | RangeError} if the window is not valid */
export function spanOf(who: string, { window, warmup }: OpenWindowOptions): Span {
  const isPartial = checkChoice(who, "warmup", warmup, ["nan", "partial"]) === "partial" ? 1 : 0;
  if (window === undefined) return { kind: abi.SPAN_ALL, span: 0, isPartial, places: 0 };
  const { rows, spanUs } = checkWindow(who, window);
  return rows > 0
    ? { kind: abi.SPAN_ROWS, span: rows, isPartial, places: powerOfTwo(rows + 1) }
    : { kind: abi.SPAN_TIME, span: spanUs, isPartial, places: PLACES };
}

/** A record that begins with the newest answer and the values taken. */
export abstract class FlowCalculator extends Calculator {
  get value(): number {
    return this.kernels.newestAt(this.at);
  }

  get count(): number {
    return this.kernels.takenAt(this.at);
  }

  /** Whether there is an answer. */
  get ready(): boolean {
    return !Number.isNaN(this.value);
  }
}

/** A record with a sliding window behind it. */
export abstract class SlidingCalculator extends FlowCalculator {
  readonly #span: Span;
  readonly #head: number;
  /** Values that can be taken before the window is asked for room again. */
  #free = 0;

  /** @param head bytes of the record that the window lies behind */
  protected constructor(who: string, options: OpenWindowOptions, head: number, span: Span) {
    const sum = stride(head);
    super(who, options, sum + stride(SlidingSum.bytes) + span.places * 16);
    this.#head = sum;
    this.#span = span;
    this.#free = span.kind === abi.SPAN_TIME ? 0 : Number.POSITIVE_INFINITY;
    this.#window.set({
      kind: span.kind,
      isPartial: span.isPartial,
      span: span.span,
      mask: Math.max(span.places - 1, 0),
      entries: stride(SlidingSum.bytes),
    });
  }

  /** Times that went back and were taken at the latest one before; 0 without a window by time. */
  get reversals(): number {
    this.kernels.takenAt(this.at);
    return this.#window.get("reversals");
  }

  /** Address of the window for kernels that look for room, 0 where there is always some. */
  protected get windowAt(): number {
    return this.#span.kind === abi.SPAN_TIME ? this.at + this.#head : 0;
  }

  /** To be called before a value is taken. */
  protected makeRoom(): void {
    if (--this.#free >= 0) return;
    let room = this.kernels.slidingRoomAt(this.at + this.#head);
    if (room === 0) room = this.grow();
    this.#free = room - 1;
  }

  /** Takes columns by as many values as there is room for. */
  protected takeAll(count: number, take: (done: number) => number): void {
    for (let done = 0; ; this.grow()) {
      done += take(done);
      if (done === count) break;
    }
    if (this.#span.kind === abi.SPAN_TIME) this.#free = 0;
  }

  /** Doubles the window; answers how many places are free then. */
  protected grow(): number {
    const places = 2 * (this.#window.get("mask") + 1);
    this.enlarge(this.#head + stride(SlidingSum.bytes) + places * 16);
    this.kernels.slidingRegrowAt(this.at + this.#head, places);
    return this.kernels.slidingRoomAt(this.at + this.#head);
  }

  get #window(): RecordView<typeof SlidingSum> {
    const view = new DataView(this.memory.memory.buffer);
    return new RecordView(view, SlidingSum, this.at + this.#head);
  }
}

/** @throws {TypeError} if a window by time is not given times, or another one is */
export function checkTimes(who: string, isTimed: boolean, hasTimes: boolean): void {
  if (isTimed === hasTimes) return;
  throw new TypeError(
    isTimed
      ? `volume-imbalance/${who}: a window by time needs the time of each value`
      : `volume-imbalance/${who}: only a window by time takes times`,
  );
}
