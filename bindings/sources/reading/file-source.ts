/**
 * Files of lines, one after the other, as a source: the reader feeds the decoder block by block.
 */
import { TickBatch } from "../../core/tick-batch.ts";
import {
  BATCH_TICKS,
  type BadLine,
  type InstrumentFacts,
  type LineDecoder,
  type OpenOptions,
  type SourceStats,
  type TickSource,
} from "../source.ts";
import { LineReader } from "./lines.ts";
import { bytesOf } from "./sizes.ts";

/** Makes the decoder of a format; `stats` is where it keeps its counters. */
export type DecoderFactory = (options: OpenOptions, stats: SourceStats) => LineDecoder;

export class FileSource implements TickSource {
  readonly stats: SourceStats;
  readonly isCausal = true;
  readonly #paths: readonly string[];
  readonly #decoder: LineDecoder;
  readonly #batch: TickBatch;
  #reader: LineReader;
  #start: number;
  #bytesBefore = 0;
  readonly #archiveNotes: string[] = [];

  /**
   * @param reader open reader of the first path, at its first block
   * @param paths files of one stream, in order of time
   * @throws {FormatError} if the decoder cannot make sense of the first block
   */
  constructor(
    reader: LineReader,
    paths: readonly string[],
    makeDecoder: DecoderFactory,
    options: OpenOptions,
  ) {
    this.stats = { bytesRead: 0, totalBytes: reader.totalBytes, lines: 0, ticks: 0 };
    this.#paths = paths;
    this.#reader = reader;
    this.#batch = options.batch ?? new TickBatch(BATCH_TICKS * 2);
    this.#decoder = makeDecoder(options, this.stats);
    this.#start = this.#begin();
  }

  get format(): string {
    return this.#decoder.format;
  }

  get facts(): InstrumentFacts {
    return this.#decoder.facts;
  }

  get inferred(): readonly string[] {
    return this.#decoder.inferred;
  }

  get notes(): readonly string[] {
    return [...this.#decoder.notes, ...this.#archiveNotes];
  }

  get firstBadLine(): BadLine | null {
    return this.#decoder.firstBadLine;
  }

  /** @throws {FormatError} if a file is missing, cut off or damaged */
  async *[Symbol.asyncIterator](): AsyncGenerator<TickBatch, void, undefined> {
    const batch = this.#batch;
    batch.clear();
    try {
      for (let index = 1; ; index++) {
        yield* this.#file();
        while (await this.#nextEntry()) yield* this.#file();
        if (index === this.#paths.length) break;
        await this.#open(this.#paths[index]);
      }
      this.#decoder.finish(batch);
      if (batch.length > 0) yield this.#handOver();
    } finally {
      await this.#reader.close();
    }
  }

  /** Adds the sizes of the later files to `totalBytes`. */
  async measure(): Promise<void> {
    this.stats.totalBytes += await bytesOf(this.#paths.slice(1));
  }

  async *#file(): AsyncGenerator<TickBatch, void, undefined> {
    const batch = this.#batch;
    do {
      const reader = this.#reader;
      this.stats.bytesRead = this.#bytesBefore + reader.bytesRead;
      while (this.#start < reader.end) {
        this.#start = this.#decoder.decode(reader.buffer, this.#start, reader.end, batch);
        if (batch.length < BATCH_TICKS) continue;
        yield this.#handOver();
        batch.clear();
      }
      this.#start = 0;
    } while (await this.#reader.next());
    this.stats.bytesRead = this.#bytesBefore + this.#reader.bytesRead;
  }

  /** Files of an archive are read like files beside each other. */
  async #nextEntry(): Promise<boolean> {
    if (!(await this.#reader.nextEntry())) return false;
    this.#start = this.#begin();
    return true;
  }

  async #open(path: string): Promise<void> {
    this.#bytesBefore += this.#reader.totalBytes;
    await this.#reader.close();
    this.#reader = await LineReader.open(path);
    this.#start = this.#begin();
  }

  #begin(): number {
    const { buffer, end, name, path, entryCount } = this.#reader;
    const note = `"${path}" holds ${entryCount} files, read one after the other`;
    if (entryCount > 1 && !this.#archiveNotes.includes(note)) this.#archiveNotes.push(note);
    return this.#decoder.begin(buffer, 0, end, name);
  }

  #handOver(): TickBatch {
    this.stats.ticks += this.#batch.length;
    return this.#batch;
  }
}
