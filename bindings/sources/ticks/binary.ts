/**
 * Reads binary tick files at the speed of memory: a block of the file is a batch, and no record is
 * looked at unless a limit of time lies within its block.
 */
import { setImmediate } from "node:timers/promises";
import { FormatError } from "../../core/errors.ts";
import { TickBatch } from "../../core/tick-batch.ts";
import type { Format } from "../format.ts";
import { bytesOf } from "../reading/sizes.ts";
import {
  BATCH_TICKS,
  type InstrumentFacts,
  type OpenOptions,
  type SourceStats,
  type TickSource,
} from "../source.ts";
import { CUT_NOTE, TimeCut } from "../time-cut.ts";
import { TickFile } from "./binary-file.ts";
import { FILE_MAGIC } from "./binary-layout.ts";

/** Others get their turn after this many blocks. */
const BLOCKS_A_TURN = 64;

class TickFileSource implements TickSource {
  readonly format = "ticks-binary";
  readonly facts: InstrumentFacts;
  readonly inferred: readonly string[];
  readonly stats: SourceStats = {
    bytesRead: 0,
    totalBytes: 0,
    lines: 0,
    ticks: 0,
    cutTicks: 0,
    cutBytes: 0,
  };
  readonly firstBadLine = null;
  readonly #paths: readonly string[];
  readonly #batch: TickBatch;
  readonly #notes: string[] = [];
  readonly #cut: TimeCut;
  #file: TickFile;
  #isCausal: boolean;

  constructor(file: TickFile, paths: readonly string[], options: OpenOptions) {
    const { tickSize = file.facts.tickSize, lotSize = file.facts.lotSize } = options;
    const stated = new Set(Object.keys(options));
    this.facts = { ...file.facts, tickSize, lotSize };
    this.inferred = file.inferred.filter((name) => !stated.has(name));
    this.#paths = paths;
    this.#batch = options.batch ?? new TickBatch(BATCH_TICKS * 2);
    this.#cut = new TimeCut(options);
    this.#file = file;
    this.#isCausal = file.isCausal;
    if (options.clock === "local") {
      this.#notes.push("the clock cannot be chosen any more: the times are those in the file");
    }
    this.stats.totalBytes = file.totalBytes;
    this.#meet(file);
  }

  get isCausal(): boolean {
    return this.#isCausal;
  }

  get notes(): readonly string[] {
    return this.#cut.isCutAtStart ? [...this.#notes, CUT_NOTE] : this.#notes;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TickBatch, void, undefined> {
    try {
      for (let index = 1; ; index++) {
        yield* this.#blocks();
        if (index === this.#paths.length) return;
        this.#file.close();
        this.#file = TickFile.open(this.#paths[index]);
        this.#meet(this.#file);
      }
    } finally {
      this.#file.close();
    }
  }

  /** Adds the sizes of the later files to `totalBytes`. */
  async measure(): Promise<void> {
    this.stats.totalBytes += await bytesOf(this.#paths.slice(1));
  }

  async *#blocks(): AsyncGenerator<TickBatch, void, undefined> {
    const file = this.#file;
    const before = this.stats.bytesRead;
    for (let block = 0; block < file.blocks; block++) {
      if (block % BLOCKS_A_TURN === BLOCKS_A_TURN - 1) await setImmediate();
      this.#take(block);
      this.stats.bytesRead = before + file.offsetOf(block) + file.bytesOf(block);
      if (this.#batch.length > 0) yield this.#batch;
    }
    this.stats.bytesRead = before + file.totalBytes;
  }

  /** Fills the batch with what is wanted of a block. */
  #take(block: number): void {
    const file = this.#file;
    const cut = this.#cut;
    const stats = this.stats;
    const records = file.recordsOf(block);
    const earliest = file.earliestOf(block);
    const latest = file.latestOf(block);
    if (!cut.touches(earliest, latest)) {
      cut.skip(earliest);
      stats.cutTicks += records;
      this.#batch.clear();
      return;
    }
    file.readBlock(block, this.#batch);
    stats.lines += records;
    if (cut.holds(earliest, latest)) {
      cut.take();
    } else {
      cut.enter(file.isMessageStart(block));
      stats.cutTicks += cut.apply(this.#batch);
    }
    stats.ticks += this.#batch.length;
  }

  /** @throws {FormatError} if the file is of another instrument than the first */
  #meet(file: TickFile): void {
    for (const name of ["symbol", "contract", "multiplier"] as const) {
      if (file.facts[name] === this.facts[name]) continue;
      throw new FormatError(
        `volume-imbalance/ticks-binary: "${file.path}" has ${name} ${file.facts[name]}, the ` +
          `file before it ${this.facts[name]}: files of one stream must be of one instrument`,
      );
    }
    this.#isCausal &&= file.isCausal;
    if (!file.isCausal) this.#note("merged by exchange time: results are not causal");
    if (file.isComplete) return;
    this.stats.cutBytes += file.cutBytes;
    this.#note(`"${file.path}" has no end: its writer was interrupted, it was read up to there`);
  }

  #note(sentence: string): void {
    if (!this.#notes.includes(sentence)) this.#notes.push(sentence);
  }
}

export const ticksBinary: Format = {
  name: "ticks-binary",
  looksLike: "a file written by `convert --out x.vit`",
  cutsByTime: true,
  recognises: ({ raw }) => FILE_MAGIC.every((byte, index) => byte === raw[index]),
  async open(paths, options) {
    const file = TickFile.open(paths[0]);
    const source = new TickFileSource(file, paths, options);
    await source.measure();
    return source;
  },
};
