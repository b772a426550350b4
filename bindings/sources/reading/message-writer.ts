/**
 * Writes ticks into the batch and closes their messages.
 *
 * Many formats say where a message ends only by beginning the next one. So the last tick written
 * waits here until that is known, also across two batches; `close` marks it as the last of its
 * message.
 */
import * as abi from "../../../assembly/abi.ts";
import type { TickBatch } from "../../core/tick-batch.ts";

export class MessageWriter {
  readonly #instrument: number;
  #batch: TickBatch | null = null;
  #timeUs = 0;
  #price = 0;
  #size = 0;
  #flags = 0;
  #isWaiting = false;

  /** @param instrument id written into every tick */
  constructor(instrument: number) {
    this.#instrument = instrument;
  }

  /** Where ticks go from now on. */
  into(batch: TickBatch): void {
    this.#batch = batch;
  }

  /**
   * Closes the open message and opens the next with a header record.
   * @param localUs receive time in microseconds; NaN if the format has none
   * @param sequence sequence number of the feed; NaN if it has none
   */
  open(timeUs: number, localUs: number, sequence: number): void {
    this.close();
    this.add(timeUs, localUs, sequence, abi.KIND_HEADER);
  }

  /** Writes one record of the open message. */
  add(timeUs: number, price: number, size: number, flags: number): void {
    if (this.#isWaiting) this.#release(0);
    this.#timeUs = timeUs;
    this.#price = price;
    this.#size = size;
    this.#flags = flags;
    this.#isWaiting = true;
  }

  /** Ends the open message, if there is one; call it at the end of the input. */
  close(): void {
    if (this.#isWaiting) this.#release(abi.TICK_LAST);
    this.#isWaiting = false;
  }

  #release(last: number): void {
    this.#batch?.append(
      this.#timeUs,
      this.#price,
      this.#size,
      this.#flags | last,
      this.#instrument,
    );
  }
}
