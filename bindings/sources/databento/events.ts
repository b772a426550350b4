/**
 * Which rows are one message of the venue?
 *
 * A row belongs to the message of the row before
 *   - if both have the same sequence number and the same event time to the nanosecond (a trade
 *     and what it does to the book may be two rows, both flagged last), or
 *   - if that row was not flagged last, and either of the two times is the same (the flag is
 *     missing where a file was filtered), or
 *   - if both are of one snapshot, whose rows carry the times of old orders: it lasts up to a row
 *     flagged last, a row that is of no snapshot, or the next clear.
 * A message carries the event time of its first row; a snapshot the time at which it was taken.
 */
import type { MessageWriter } from "../reading/message-writer.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { ACTION_CLEAR, FLAG_LAST, type Row } from "./row.ts";

export class Events {
  /** Time of the open message, microseconds. */
  timeUs = 0;
  /** The row just entered is the first one of a snapshot. */
  isSnapshotStart = false;
  readonly #isLocal: boolean;
  readonly #stats: SourceStats;
  #wasLast = true;
  #wasSnapshot = false;
  #eventUs = NaN;
  #eventNs = 0;
  #receivedUs = NaN;
  #sequence = NaN;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#isLocal = options.clock === "local";
    this.#stats = stats;
    stats.unfinishedEvents = 0;
  }

  /** The next row is the first of another file. */
  beginFile(): void {
    this.#wasLast = true;
    this.#sequence = NaN;
  }

  /** Takes a row: opens its message, unless the row belongs to the open one. */
  enter(row: Row, writer: MessageWriter): void {
    const continues = this.#continues(row);
    this.isSnapshotStart = row.isSnapshot && !continues;
    if (!continues) this.#open(row, writer);
    this.#wasLast = (row.flags & FLAG_LAST) !== 0;
    this.#wasSnapshot = row.isSnapshot;
    this.#eventUs = row.eventUs;
    this.#eventNs = row.eventNs;
    this.#receivedUs = row.receivedUs;
    this.#sequence = row.sequence;
  }

  #continues(row: Row): boolean {
    if (row.isSnapshot || this.#wasSnapshot) {
      const isSame = row.isSnapshot && this.#wasSnapshot && !this.#wasLast;
      return isSame && row.action !== ACTION_CLEAR;
    }
    const isSameTime = row.eventUs === this.#eventUs && row.eventNs === this.#eventNs;
    if (isSameTime && row.sequence > 0 && row.sequence === this.#sequence) return true;
    if (this.#wasLast) return false;
    if (isSameTime || row.receivedUs === this.#receivedUs) return true;
    this.#stats.unfinishedEvents++;
    return false;
  }

  #open(row: Row, writer: MessageWriter): void {
    const { eventUs, receivedUs } = row;
    const prefersReceived = this.#isLocal || row.isSnapshot;
    if (Number.isNaN(eventUs)) this.timeUs = receivedUs;
    else this.timeUs = prefersReceived && !Number.isNaN(receivedUs) ? receivedUs : eventUs;
    writer.open(this.timeUs, receivedUs, row.sequence);
  }
}
