/**
 * Puts rows of depth, one per level, together to messages: the rows of one event follow each other
 * and carry the same update ids. The first row of an event decides by `row-sequence.ts` whether it
 * is written, dropped, or stands behind a gap.
 *
 *   change    header (size = final id), level sets
 *   snapshot  header (size = final id), clear, level sets
 *   gap       gap, then the event behind it
 *
 * A message begins with the first row of it that can be read: an event of which no row can leaves
 * no trace, but its ids count.
 */
import * as abi from "../../../assembly/abi.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { SourceStats } from "../source.ts";
import { RowSequence } from "./row-sequence.ts";
import { VERDICT_BREAK, VERDICT_DROP } from "./sequence.ts";

/** What the row at hand belongs to. */
export const ROW_NEW_EVENT = 1;
export const ROW_SAME_EVENT = 2;
export const ROW_BEHIND_GAP = 3;

export class DepthMessages {
  readonly #stats: SourceStats;
  readonly #sequence = new RowSequence();
  #first = NaN;
  #final = NaN;
  #previous = NaN;
  #isSnapshot = false;
  #isDropped = false;
  /** The header of the event is still to be written. */
  #isPending = false;
  #needsClear = false;
  #needsGap = false;

  /** @param stats counters are added to it */
  constructor(stats: SourceStats) {
    this.#stats = stats;
    stats.depthEvents = 0;
    stats.snapshots = 0;
    stats.sequenceGaps = 0;
    stats.droppedEvents = 0;
    stats.staleSnapshots = 0;
  }

  /**
   * Meets the ids of a row of changes.
   * @param previous final id of the event before; NaN on spot, where ids are contiguous
   */
  change(first: number, final: number, previous: number): number {
    const isSame =
      !this.#isSnapshot &&
      final === this.#final &&
      first === this.#first &&
      (previous === this.#previous || Number.isNaN(previous));
    if (isSame) return ROW_SAME_EVENT;
    this.#leaveSnapshot();
    this.#begin(first, final, previous, false);
    const verdict = this.#sequence.judge(first, final, previous);
    if (verdict === VERDICT_DROP) {
      this.#isDropped = true;
      this.#stats.droppedEvents++;
      return ROW_NEW_EVENT;
    }
    this.#sequence.passed(first, final);
    this.#stats.depthEvents++;
    if (verdict !== VERDICT_BREAK) return ROW_NEW_EVENT;
    this.#needsGap = true;
    this.#stats.sequenceGaps++;
    return ROW_BEHIND_GAP;
  }

  /**
   * Meets the id of a row of a snapshot.
   * @param mark tells snapshots apart, for example their time
   * @param isWhole the snapshot is the whole book, taken over whatever is known
   */
  snapshot(id: number, mark: number, isWhole: boolean): number {
    if (this.#isSnapshot && mark === this.#first) {
      this.#final = Math.max(this.#final, id);
      return ROW_SAME_EVENT;
    }
    this.#leaveSnapshot();
    this.#begin(mark, id, NaN, true);
    if (!isWhole && this.#sequence.isStale(id)) {
      this.#isDropped = true;
      this.#stats.staleSnapshots++;
      return ROW_NEW_EVENT;
    }
    this.#needsClear = true;
    this.#stats.snapshots++;
    return ROW_NEW_EVENT;
  }

  /** Another message comes between: the rest of the event becomes a message of its own. */
  interrupt(): void {
    this.#isPending = true;
  }

  /** Writes the level of the row last met. */
  level(
    writer: MessageWriter,
    timeUs: number,
    localUs: number,
    price: number,
    size: number,
    side: number,
  ): void {
    if (this.#isDropped) return;
    if (this.#isPending) this.#open(writer, timeUs, localUs);
    writer.add(timeUs, price, size, abi.KIND_LEVEL_SET | side);
  }

  /** The input is over. */
  finish(notes: string[]): void {
    this.#leaveSnapshot();
    if (this.#stats.depthEvents === 0 || this.#stats.snapshots > 0) return;
    notes.push(
      "holds changes of the book and no snapshot: the book stays unknown; name the file with the " +
        "snapshot first",
    );
  }

  #begin(first: number, final: number, previous: number, isSnapshot: boolean): void {
    this.#first = first;
    this.#final = final;
    this.#previous = previous;
    this.#isSnapshot = isSnapshot;
    this.#isDropped = false;
    this.#isPending = true;
    this.#needsClear = false;
    this.#needsGap = false;
  }

  /** The id after which the snapshot stands is known at its end. */
  #leaveSnapshot(): void {
    if (!this.#isSnapshot) return;
    this.#isSnapshot = false;
    if (!this.#isDropped) this.#sequence.snapshotTaken(this.#final);
  }

  #open(writer: MessageWriter, timeUs: number, localUs: number): void {
    if (this.#needsGap) {
      writer.close();
      writer.add(timeUs, 0, 0, abi.KIND_GAP);
    }
    writer.open(timeUs, localUs, this.#final);
    if (this.#needsClear) writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
    this.#isPending = false;
    this.#needsClear = false;
    this.#needsGap = false;
  }
}
