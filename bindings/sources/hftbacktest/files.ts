/** Files of hftbacktest's events, for a `RowSource`. */
import { FormatError } from "../../core/errors.ts";
import { type CompleteFacts, completeFacts, NO_FACTS } from "../reading/facts.ts";
import { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { RowFile, RowFiles } from "../reading/row-source.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { HftEvents } from "./events.ts";
import { EventRecords } from "./records.ts";

export class HftFiles implements RowFiles {
  readonly format = "hftbacktest";
  readonly unit = "event";
  complete: CompleteFacts = { facts: NO_FACTS, inferred: [], notes: [] };
  readonly #options: OpenOptions;
  readonly #events: HftEvents;
  #hasBegun = false;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#options = options;
    this.#events = new HftEvents(options, stats);
  }

  get notes(): readonly string[] {
    return this.#events.notes;
  }

  async open(path: string): Promise<RowFile> {
    const records = await EventRecords.open(path);
    try {
      await records.next();
      if (records.count === 0) {
        throw new FormatError(
          `volume-imbalance/hftbacktest: "${path}" is empty: it holds no event`,
        );
      }
      if (!this.#hasBegun) this.#infer(records);
      this.#hasBegun = true;
      return new EventFile(records, this.#events);
    } catch (error) {
      await records.close();
      throw error;
    }
  }

  finish(): void {
    this.#events.finish();
  }

  #infer(records: EventRecords): void {
    const grid = new GridGuess();
    this.#events.meet(records, grid);
    const where = `${this.format}: "${records.path}"`;
    this.complete = completeFacts(NO_FACTS, this.#options, grid, where);
  }
}

class EventFile implements RowFile {
  readonly #records: EventRecords;
  readonly #events: HftEvents;

  constructor(records: EventRecords, events: HftEvents) {
    this.#records = records;
    this.#events = events;
  }

  get path(): string {
    return this.#records.path;
  }

  get totalBytes(): number {
    return this.#records.totalBytes;
  }

  get bytesRead(): number {
    return this.#records.bytesRead;
  }

  get count(): number {
    return this.#records.count;
  }

  next(): Promise<void> {
    return this.#records.next();
  }

  read(row: number, writer: MessageWriter): string {
    return this.#events.read(this.#records, row, writer);
  }

  close(): Promise<void> {
    return this.#records.close();
  }
}
