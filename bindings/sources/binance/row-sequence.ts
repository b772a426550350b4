/**
 * The place of a depth event in its chain, where events come as rows that may be damaged.
 *
 * The rules of `sequence.ts`, but nothing waits for a snapshot: what stands before one, or behind a
 * gap, is passed on, and the engine ignores it until the book is known. And an event is taken for a
 * repeat only if it begins no later than the last one: a wrong final id, however large, costs a gap
 * and not all the events behind it.
 */
import { VERDICT_APPLY, VERDICT_BREAK, VERDICT_DROP } from "./sequence.ts";

export class RowSequence {
  /** Id after which the chain stands; NaN while nothing is known. */
  #last = NaN;
  /** First id of the last event. */
  #first = NaN;
  /** True between a snapshot and the first event behind it. */
  #isFresh = false;

  /** @param previous final id of the event before; NaN on spot, where ids are contiguous */
  judge(first: number, final: number, previous: number): number {
    const last = this.#last;
    if (Number.isNaN(last)) return VERDICT_APPLY;
    if (first > final) return VERDICT_BREAK;
    const isFutures = !Number.isNaN(previous);
    const before = isFutures ? previous : first - 1;
    if (this.#isFresh) {
      const isOld = isFutures ? final < last : final <= last;
      if (isOld) return VERDICT_DROP;
      return before <= last ? VERDICT_APPLY : VERDICT_BREAK;
    }
    if (before === last) return VERDICT_APPLY;
    return final <= last && first <= this.#first ? VERDICT_DROP : VERDICT_BREAK;
  }

  /** The event was passed on, whether it fitted or not. */
  passed(first: number, final: number): void {
    this.#first = first;
    this.#last = final;
    this.#isFresh = false;
  }

  /** Whether a snapshot is older than the book already is. */
  isStale(snapshotId: number): boolean {
    return snapshotId <= this.#last;
  }

  snapshotTaken(snapshotId: number): void {
    this.#last = snapshotId;
    this.#isFresh = true;
  }
}
