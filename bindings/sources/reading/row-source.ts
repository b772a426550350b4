/**
 * Files of rows in numbers (tables, arrays of events), one after the other, as a source. What a
 * row means is left to the files; lines of text have `file-source.ts`.
 */
import { TickBatch } from "../../core/tick-batch.ts";
import {
  BATCH_TICKS,
  type BadLine,
  type InstrumentFacts,
  type OpenOptions,
  type SourceStats,
  type TickSource,
} from "../source.ts";
import { BadLines } from "./bad-lines.ts";
import type { CompleteFacts } from "./facts.ts";
import { MessageWriter } from "./message-writer.ts";
import { bytesOf } from "./sizes.ts";

/** One open file; some of its rows are at hand. */
export interface RowFile {
  readonly path: string;
  readonly totalBytes: number;
  /** Bytes of the file taken so far, as they lie on the disk. */
  readonly bytesRead: number;
  /** Rows at hand; 0 at the end. */
  readonly count: number;
  /** Lets go of the rows at hand and brings the next ones. @throws {FormatError} if it cannot */
  next(): Promise<void>;
  /** Makes ticks of a row at hand. @returns "" if it was understood, else the reason why not */
  read(row: number, writer: MessageWriter): string;
  close(): Promise<void>;
}

/** A format of such files; one object for each open source, which may keep state between them. */
export interface RowFiles {
  readonly format: string;
  /** What the format calls a row. */
  readonly unit: string;
  /** Complete once the first file is open. */
  readonly complete: CompleteFacts;
  readonly notes: readonly string[];
  /** Opens a file and brings its first rows to hand. @throws {FormatError} if there are none */
  open(path: string): Promise<RowFile>;
  /** The input is over. */
  finish(): void;
}

export class RowSource implements TickSource {
  readonly isCausal = true;
  readonly stats: SourceStats;
  readonly #files: RowFiles;
  readonly #paths: readonly string[];
  readonly #batch: TickBatch;
  readonly #writer: MessageWriter;
  readonly #bad: BadLines;
  #file: RowFile;
  #bytesBefore = 0;

  private constructor(
    files: RowFiles,
    first: RowFile,
    paths: readonly string[],
    options: OpenOptions,
    stats: SourceStats,
  ) {
    this.stats = stats;
    this.#files = files;
    this.#file = first;
    this.#paths = paths;
    this.#batch = options.batch ?? new TickBatch(BATCH_TICKS * 2);
    this.#writer = new MessageWriter(options.instrument ?? 0);
    this.#writer.into(this.#batch);
    this.#bad = new BadLines(options, stats, files.unit);
  }

  /** @throws {FormatError} if the first file cannot be read */
  static async open(
    makeFiles: (options: OpenOptions, stats: SourceStats) => RowFiles,
    paths: readonly string[],
    options: OpenOptions,
  ): Promise<RowSource> {
    const stats = { bytesRead: 0, totalBytes: await bytesOf(paths), lines: 0, ticks: 0 };
    const files = makeFiles(options, stats);
    const first = await files.open(paths[0]);
    return new RowSource(files, first, paths, options, stats);
  }

  get format(): string {
    return this.#files.format;
  }

  get facts(): InstrumentFacts {
    return this.#files.complete.facts;
  }

  get inferred(): readonly string[] {
    return this.#files.complete.inferred;
  }

  get notes(): readonly string[] {
    return [...this.#files.notes, ...this.#files.complete.notes];
  }

  get firstBadLine(): BadLine | null {
    return this.#bad.first;
  }

  /** @throws {FormatError} if a file is missing, cut off or damaged */
  async *[Symbol.asyncIterator](): AsyncGenerator<TickBatch, void, undefined> {
    const batch = this.#batch;
    batch.clear();
    try {
      for (let index = 1; ; index++) {
        yield* this.#rows();
        if (index === this.#paths.length) break;
        this.#bytesBefore += this.#file.totalBytes;
        await this.#file.close();
        this.#file = await this.#files.open(this.#paths[index]);
      }
      this.#files.finish();
      this.#writer.close();
      if (batch.length > 0) yield this.#handOver();
    } finally {
      await this.#file.close();
    }
  }

  async *#rows(): AsyncGenerator<TickBatch, void, undefined> {
    const batch = this.#batch;
    const file = this.#file;
    const bad = this.#bad;
    const writer = this.#writer;
    bad.begin(file.path);
    while (file.count > 0) {
      this.stats.bytesRead = this.#bytesBefore + file.bytesRead;
      for (let row = 0; row < file.count; row++) {
        this.stats.lines++;
        bad.line++;
        const reason = file.read(row, writer);
        if (reason !== "") bad.refuse(this.format, reason);
        if (batch.length < BATCH_TICKS) continue;
        yield this.#handOver();
        batch.clear();
      }
      await file.next();
    }
    this.stats.bytesRead = this.#bytesBefore + file.totalBytes;
  }

  #handOver(): TickBatch {
    this.stats.ticks += this.#batch.length;
    return this.#batch;
  }
}
