/**
 * Lines of a recording on their way through a venue's parser, with the state both need.
 */
import type { TickBatch } from "../../core/tick-batch.ts";
import { MalformedMessage } from "../reading/malformed.ts";
import type { VenueFeed } from "./feed.ts";
import type { Venue, VenueParser } from "./venue.ts";

/** How a recording wraps the messages of venues; one object for each format. */
export interface Recording {
  /** Name of the format. */
  readonly name: string;
  /** Venues whose messages it may hold, in the order in which they are asked. */
  readonly venues: readonly Venue[];
  /**
   * Takes the message out of a line and tells the feed when, and on which connection, it came.
   * @returns undefined if the line holds no received message, which it has counted
   * @throws {MalformedMessage} if it is no line of the recording
   */
  unwrap(line: string, feed: VenueFeed): unknown;
}

/** Reads the message as JSON. @throws {MalformedMessage} if it is none */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedMessage("the message must be complete JSON");
  }
}

/**
 * A fast road for lines of the usual spelling. It writes the records the parser would write.
 * @returns false if the line is not understood; then nothing was written or changed
 */
export type LineScanner = (
  bytes: Uint8Array,
  start: number,
  next: number,
  batch: TickBatch,
) => boolean;

/** Makes the fast road of a format once the symbol is known; null if it has none. */
export type ScannerFactory = (run: VenueRun) => LineScanner | null;

export class VenueRun {
  readonly feed: VenueFeed;
  readonly #recording: Recording;
  #venue: Venue | null;
  #parser: VenueParser | null;

  /** @param venue null: that of the first message that a venue knows */
  constructor(recording: Recording, feed: VenueFeed, venue: Venue | null) {
    this.#recording = recording;
    this.feed = feed;
    this.#venue = venue;
    this.#parser = venue?.createParser() ?? null;
  }

  get venue(): Venue | null {
    return this.#venue;
  }

  get parser(): VenueParser | null {
    return this.#parser;
  }

  /**
   * Reads one line.
   * @returns "" if it was understood, else the reason why not; then nothing was written
   */
  take(line: string, batch: TickBatch): string {
    const { feed } = this;
    const mark = batch.length;
    feed.into(batch);
    try {
      const message = this.#recording.unwrap(line, feed);
      if (message !== undefined && !this.#read(message)) feed.stats.unknownLines++;
      return "";
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      batch.length = mark;
      return error.message;
    }
  }

  #read(message: unknown): boolean {
    this.#venue ??= this.#recording.venues.find((venue) => venue.claims(message)) ?? null;
    this.#parser ??= this.#venue?.createParser() ?? null;
    return this.#parser?.read(message, this.feed) ?? false;
  }
}
