/**
 * Rows of one venue message share their receive time, so a new receive time opens a new message.
 *
 * Source: https://docs.tardis.dev/downloadable-csv-files/data-types (incremental_book_L2)
 */
import type { MessageWriter } from "../reading/message-writer.ts";

export class MessageByReceipt {
  #localUs = NaN;

  /** Opens a message unless the one received at `localUs` is open. */
  open(writer: MessageWriter, timeUs: number, localUs: number): void {
    if (localUs !== this.#localUs) this.openNew(writer, timeUs, localUs);
  }

  /** Opens a message in any case. */
  openNew(writer: MessageWriter, timeUs: number, localUs: number): void {
    this.#localUs = localUs;
    writer.open(timeUs, localUs, NaN);
  }
}
