/** Files of hftbacktest's events, one after the other, as a source. */
import { stat } from "node:fs/promises";
import { FormatError } from "../../core/errors.ts";
import { TickBatch } from "../../core/tick-batch.ts";
import { completeFacts, NO_FACTS } from "../reading/facts.ts";
import { GridGuess } from "../reading/grid.ts";
import { MessageWriter } from "../reading/message-writer.ts";
import {
  BATCH_TICKS,
  type BadLine,
  type InstrumentFacts,
  type OpenOptions,
  type SourceStats,
  type TickSource,
} from "../source.ts";
import { HftEvents } from "./events.ts";
import { EventRecords } from "./records.ts";

export class HftSource implements TickSource {
  readonly format = "hftbacktest";
  readonly isCausal = true;
  readonly facts: InstrumentFacts;
  readonly inferred: string[] = [];
  readonly stats: SourceStats = { bytesRead: 0, totalBytes: 0, lines: 0, ticks: 0, badLines: 0 };
  firstBadLine: BadLine | null = null;
  readonly #paths: readonly string[];
  readonly #options: OpenOptions;
  readonly #batch: TickBatch;
  readonly #writer: MessageWriter;
  readonly #events: HftEvents;
  #records: EventRecords;
  #bytesBefore = 0;

  private constructor(records: EventRecords, paths: readonly string[], options: OpenOptions) {
    this.#paths = paths;
    this.#options = options;
    this.#batch = options.batch ?? new TickBatch(BATCH_TICKS * 2);
    this.#writer = new MessageWriter(options.instrument ?? 0);
    this.#writer.into(this.#batch);
    this.#events = new HftEvents(options, this.stats);
    this.#records = records;
    const grid = new GridGuess();
    this.#events.meet(records, grid);
    const where = `${this.format}: "${records.path}"`;
    this.facts = completeFacts(NO_FACTS, options, grid, this.inferred, where);
  }

  /** @throws {FormatError} if the first file cannot be read or holds no event */
  static async open(paths: readonly string[], options: OpenOptions): Promise<HftSource> {
    const records = await openRecords(paths[0]);
    try {
      const source = new HftSource(records, paths, options);
      await source.#measure();
      return source;
    } catch (error) {
      await records.close();
      throw error;
    }
  }

  get notes(): readonly string[] {
    return this.#events.notes;
  }

  /** @throws {FormatError} if a file is missing, cut off or damaged */
  async *[Symbol.asyncIterator](): AsyncGenerator<TickBatch, void, undefined> {
    const batch = this.#batch;
    batch.clear();
    try {
      for (let index = 1; ; index++) {
        yield* this.#file();
        if (index === this.#paths.length) break;
        this.#bytesBefore += this.#records.totalBytes;
        await this.#records.close();
        this.#records = await openRecords(this.#paths[index]);
      }
      this.#events.finish();
      this.#writer.close();
      if (batch.length > 0) yield this.#handOver();
    } finally {
      await this.#records.close();
    }
  }

  async *#file(): AsyncGenerator<TickBatch, void, undefined> {
    const batch = this.#batch;
    const records = this.#records;
    do {
      this.stats.bytesRead = this.#bytesBefore + records.bytesRead;
      for (let record = 0; record < records.count; record++) {
        this.stats.lines++;
        const reason = this.#events.read(records, record, this.#writer);
        if (reason !== "") this.#refuse(reason, records.before + record + 1);
        if (batch.length < BATCH_TICKS) continue;
        yield this.#handOver();
        batch.clear();
      }
    } while (await records.next());
    this.stats.bytesRead = this.#bytesBefore + records.totalBytes;
  }

  #refuse(reason: string, event: number): void {
    const { path } = this.#records;
    this.stats.badLines++;
    this.firstBadLine ??= { path, line: event, reason };
    if (!this.#options.strict) return;
    throw new FormatError(`volume-imbalance/hftbacktest: "${path}" event ${event}: ${reason}`);
  }

  #handOver(): TickBatch {
    this.stats.ticks += this.#batch.length;
    return this.#batch;
  }

  /** Adds up the sizes of all files. */
  async #measure(): Promise<void> {
    for (const path of this.#paths) {
      const size = await stat(path).then(
        (found) => found.size,
        () => NaN,
      );
      this.stats.totalBytes += size;
    }
  }
}

/** The records of a file, the first ones at hand. */
async function openRecords(path: string): Promise<EventRecords> {
  const records = await EventRecords.open(path);
  try {
    if (await records.next()) return records;
    throw new FormatError(`volume-imbalance/hftbacktest: "${path}" is empty: it holds no event`);
  } catch (error) {
    await records.close();
    throw error;
  }
}
