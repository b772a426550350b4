/**
 * A converted Kraken capture, one message a line: `{"t": receive time in seconds, "pair",
 * "snapshot": true|false, "bids": [["price","size"]], "asks", "crc": number|null}`. The book is
 * 1000 levels deep; there is no exchange time.
 */
import type { VenueFeed } from "../venues/feed.ts";
import { isObject, nameOf, numberOf, objectOf } from "../venues/json.ts";
import { KrakenBook } from "../venues/kraken.ts";
import { LINEAR, type Venue, type VenueParser } from "../venues/venue.ts";

const DEPTH = 1000;

class KrakenRowsParser implements VenueParser {
  readonly #book = new KrakenBook();

  read(message: unknown, feed: VenueFeed): boolean {
    const { pair, snapshot, bids, asks, crc } = objectOf(message, "a line");
    if (typeof snapshot !== "boolean") return false;
    if (!feed.wants(nameOf(pair, "pair"))) return true;
    this.#book.bids.clear().addRows(bids, "bids");
    this.#book.asks.clear().addRows(asks, "asks");
    const checksum = crc === null || crc === undefined ? Number.NaN : numberOf(crc, "crc");
    if (snapshot) this.#book.snapshot(feed, Number.NaN, DEPTH);
    else this.#book.update(feed, Number.NaN, DEPTH, checksum);
    return true;
  }
}

export const krakenRows: Venue = {
  name: "kraken",
  claims: (message) => isObject(message) && "pair" in message && "snapshot" in message,
  createParser: () => new KrakenRowsParser(),
  contractOf: () => LINEAR,
};
