/**
 * The times of a row, and whether they can be: a file holds one UTC day, and a row is received a
 * moment after it was sent.
 */
import type { Cells } from "../reading/cells.ts";
import type { RowsPlace } from "./rows-columns.ts";
import type { RowsFaults } from "./rows-faults.ts";
import { EPOCH_WORDS, epochUs } from "./time.ts";

const DAY_US = 86_400e6;
/** An event may have been sent a moment before the day in which it was received. */
const DAY_SLACK_US = 60e6;
const LATE_US = 1e6;
/** The clocks of sender and receiver may differ by so much. */
const CLOCK_SLACK_US = 1e3;

export class RowsTimes {
  /** Receive time, in microseconds. */
  localUs = NaN;
  /** Time of the exchange, in microseconds. */
  exchangeUs = NaN;
  readonly #faults: RowsFaults;
  #dayUs = NaN;

  constructor(faults: RowsFaults) {
    this.#faults = faults;
  }

  /** A file begins. */
  begin(): void {
    this.#dayUs = NaN;
  }

  /**
   * Reads the times of a row of the file's day.
   * @param eventColumn column of the time at which the message was sent
   * @returns why the row cannot be dated; "" if it was
   */
  read(cells: Cells, place: RowsPlace, eventColumn: number): string {
    if (!this.#readLocal(cells, place)) return reasonFor("TimestampOfReceive");
    if (Number.isNaN(this.#dayUs)) this.#dayUs = Math.floor(this.localUs / DAY_US) * DAY_US;
    const eventUs = epochUs(cells.integer(eventColumn));
    const isEventGood = this.#isNearDay(eventUs);
    if (!isEventGood) this.#faults.found("badEventTimes", cells.line);
    else this.#compare(eventUs, cells.line);
    const transactionUs = epochUs(cells.integer(place.transaction));
    this.exchangeUs = place.transaction < 0 ? eventUs : transactionUs;
    if (place.transaction < 0) return isEventGood ? "" : reasonFor("EventTime");
    if (this.#isNearDay(transactionUs)) return "";
    this.#faults.found("badTransactionTimes", cells.line);
    return reasonFor("TransactionTime");
  }

  /**
   * Reads the times of a row of a final snapshot: each level carries the times of its own last
   * change, on whatever day; the snapshot is dated by its receive time.
   */
  readFinal(cells: Cells, place: RowsPlace): string {
    if (!this.#readLocal(cells, place)) return reasonFor("TimestampOfReceive");
    const eventUs = epochUs(cells.integer(place.event));
    this.exchangeUs = this.localUs;
    if (Number.isNaN(eventUs)) this.#faults.found("badEventTimes", cells.line);
    else if (eventUs > this.localUs + CLOCK_SLACK_US) {
      this.#faults.found("eventsAfterReceive", cells.line);
    }
    return "";
  }

  /** Compares the time by which the file was merged; of REST snapshots it is another one. */
  checkMergeTime(cells: Cells, place: RowsPlace): void {
    if (place.mergeTime < 0 || cells.integer(place.mergeTime) === this.localUs) return;
    this.#faults.found("mergeTimeMismatches", cells.line);
  }

  #readLocal(cells: Cells, place: RowsPlace): boolean {
    this.localUs = epochUs(cells.integer(place.local));
    if (!Number.isNaN(this.localUs)) return true;
    this.#faults.found("badReceiveTimes", cells.line);
    return false;
  }

  #isNearDay(timeUs: number): boolean {
    const end = this.#dayUs + DAY_US;
    return timeUs >= this.#dayUs - DAY_SLACK_US && timeUs < end + DAY_SLACK_US;
  }

  #compare(eventUs: number, line: number): void {
    const latency = this.localUs - eventUs;
    if (this.localUs < this.#dayUs || this.localUs >= this.#dayUs + DAY_US) {
      this.#faults.found("outOfDayRows", line);
    } else if (latency > LATE_US) this.#faults.found("lateReceives", line);
    else if (latency < -CLOCK_SLACK_US) this.#faults.found("eventsAfterReceive", line);
  }
}

function reasonFor(column: string): string {
  return `${column} must ${EPOCH_WORDS}, on the day of the file`;
}
