/**
 * Decoder of recorded messages: knows lines, bad lines and counters, but neither venue nor format.
 */
import type { TickBatch } from "../../core/tick-batch.ts";
import { BadLines } from "../reading/bad-lines.ts";
import { choiceNote } from "../reading/symbol-choice.ts";
import {
  BATCH_TICKS,
  type BadLine,
  type InstrumentFacts,
  type LineDecoder,
  type OpenOptions,
  type SourceStats,
} from "../source.ts";
import { VenueFeed } from "./feed.ts";
import { type Look, lineText } from "./look.ts";
import { type LineScanner, type Recording, type ScannerFactory, VenueRun } from "./run.ts";

const NEWLINE = 10;
const RETURN = 13;

export class VenueDecoder implements LineDecoder {
  readonly format: string;
  readonly facts: InstrumentFacts;
  readonly inferred: readonly string[];
  readonly notes: string[];
  readonly #isAsked: boolean;
  readonly #bad: BadLines;
  readonly #stats: SourceStats;
  readonly #run: VenueRun;
  readonly #scan: LineScanner | null;

  /**
   * @param look what the beginning of the recording told
   * @param makeScanner makes the fast road, if the format has one
   */
  constructor(
    recording: Recording,
    look: Look,
    options: OpenOptions,
    stats: SourceStats,
    makeScanner: ScannerFactory,
  ) {
    const quotes = options.quotes ?? look.hasNoBook;
    const feed = new VenueFeed({ ...options, quotes, symbol: look.facts.symbol }, stats);
    if (look.isUntimed) feed.useLocalTime();
    feed.setClock(look.firstExchangeUs);
    this.#run = new VenueRun(recording, feed, look.venue);
    this.#scan = makeScanner(this.#run);
    this.#isAsked = options.symbol !== undefined;
    this.#bad = new BadLines(options, stats);
    this.#stats = stats;
    this.format = recording.name;
    this.facts = look.facts;
    this.inferred = look.inferred;
    this.notes = [...look.notes];
  }

  get firstBadLine(): BadLine | null {
    return this.#bad.first;
  }

  begin(_bytes: Uint8Array, start: number, _end: number, path: string): number {
    this.#bad.begin(path);
    return start;
  }

  decode(bytes: Uint8Array, start: number, end: number, batch: TickBatch): number {
    let pos = start;
    while (pos < end && batch.length < BATCH_TICKS) {
      const next = bytes.indexOf(NEWLINE, pos) + 1;
      this.#stats.lines++;
      this.#bad.line++;
      if (!isBlank(bytes, pos)) this.#line(bytes, pos, next, batch);
      pos = next;
    }
    return pos;
  }

  finish(_batch: TickBatch): void {
    const { symbol, symbols } = this.#run.feed;
    const { snapshots, waitingUpdates } = this.#stats;
    const note = choiceNote(symbol, symbols, this.#isAsked);
    if (note !== "") this.notes.push(note);
    if (snapshots === 0 && waitingUpdates > 0) {
      this.notes.push(
        `${waitingUpdates} updates of the book waited for a snapshot that never came`,
      );
    }
  }

  #line(bytes: Uint8Array, start: number, next: number, batch: TickBatch): void {
    if (this.#scan?.(bytes, start, next, batch)) return;
    const reason = this.#run.take(lineText(bytes, start, next), batch);
    if (reason !== "") this.#bad.refuse(this.format, reason);
  }
}

function isBlank(bytes: Uint8Array, pos: number): boolean {
  return bytes[pos] === NEWLINE || (bytes[pos] === RETURN && bytes[pos + 1] === NEWLINE);
}
