/**
 * A venue: how its messages are recognised, and who reads them. One file per venue, each from the
 * parsed message to records, so that a live feed can use the same parser as a recording.
 */
import type { InstrumentFacts } from "../source.ts";
import type { VenueFeed } from "./feed.ts";

/** Reads the messages of one symbol of a venue; keeps what the next message depends on. */
export interface VenueParser {
  /**
   * Writes the records of a message.
   * @returns false if it is of a kind that is not read
   * @throws {MalformedMessage} if it lacks what its kind must have; then nothing was written
   */
  read(message: unknown, feed: VenueFeed): boolean;
}

export interface Contract extends Pick<InstrumentFacts, "contract" | "multiplier"> {
  /** A sentence for the user, where the kind of contract could not be known. */
  readonly note?: string;
}

export interface Venue {
  readonly name: string;
  /** Is this a message with data of the venue? */
  claims(message: unknown): boolean;
  createParser(): VenueParser;
  /** What the symbol's name says of its contract. */
  contractOf(symbol: string): Contract;
}

/** Size in coin, price in money. */
export const LINEAR: Contract = { contract: "linear", multiplier: 1 };
/** Size in contracts of 1 USD. */
export const INVERSE_USD: Contract = { contract: "inverse", multiplier: 1 };

/** Sizes in contracts of a value that only the venue's list of instruments tells. */
export const UNKNOWN_CONTRACTS: Contract = {
  contract: "linear",
  multiplier: 1,
  note:
    "sizes are contracts, and the messages do not say how much one is: volumes and values hold " +
    "up to a constant factor",
};
