/**
 * What all CSV files of tardis.dev have in common: a header row, and in every row exchange, symbol,
 * exchange time and receive time, both as integer microseconds. The rest is left to a `TardisKind`.
 *
 * Source: https://docs.tardis.dev/downloadable-csv-files/data-types
 */
import type { Cells } from "../reading/cells.ts";
import { requireColumns } from "../reading/columns.ts";
import type { RowFormat } from "../reading/delimited.ts";
import { NO_FACTS } from "../reading/facts.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { SymbolChoice } from "../reading/symbol-choice.ts";
import type { InstrumentFacts, OpenOptions, SourceStats } from "../source.ts";
import { KEY_COLUMNS, timeReason } from "./columns.ts";
import { tardisContract } from "./contract.ts";

const COMMA = 0x2c;

/** One type of file; one object for each open source. */
export interface TardisKind {
  readonly name: string;
  /** Columns it cannot be read without, besides the key columns. */
  readonly columns: readonly string[];
  /** Meets the header row of each file: `names[i]` is the name of cell `i`, in lower case. */
  place(names: readonly string[], notes: string[]): void;
  /** See `RowFormat.show`; only rows of the chosen symbol come here and to `read`. */
  show(cells: Cells, grid: GridGuess): void;
  /**
   * @param timeUs time on the chosen clock
   * @returns "" if the row was understood, else the reason why not; then nothing was written
   */
  read(cells: Cells, writer: MessageWriter, timeUs: number, localUs: number): string;
  /** The input is over. */
  finish(notes: string[]): void;
}

export class TardisRows implements RowFormat {
  readonly separator = COMMA;
  readonly mayRepeat = true;
  readonly inferred: readonly string[] = [];
  readonly notes: string[] = [];
  readonly #kind: TardisKind;
  readonly #options: OpenOptions;
  readonly #stats: SourceStats;
  readonly symbols: SymbolChoice;
  #exchange = "";
  #exchangeColumn = 0;
  #symbolColumn = 0;
  #timeColumn = 0;
  #localColumn = 0;

  constructor(kind: TardisKind, options: OpenOptions, stats: SourceStats) {
    this.#kind = kind;
    this.#options = options;
    this.#stats = stats;
    this.symbols = new SymbolChoice(options.symbol);
    stats.otherSymbolLines = 0;
  }

  get name(): string {
    return this.#kind.name;
  }

  get facts(): InstrumentFacts {
    const { name } = this.symbols;
    const book = this.name === "tardis-quotes" ? { book: "quotes" as const } : {};
    return { ...NO_FACTS, symbol: name, ...tardisContract(this.#exchange, name), ...book };
  }

  header(cells: Cells): boolean {
    const names = cells.texts().map((name) => name.toLowerCase());
    requireColumns(names, [...KEY_COLUMNS, ...this.#kind.columns]);
    this.#exchangeColumn = names.indexOf("exchange");
    this.#symbolColumn = names.indexOf("symbol");
    this.#timeColumn = names.indexOf("timestamp");
    this.#localColumn = names.indexOf("local_timestamp");
    this.#kind.place(names, this.notes);
    return true;
  }

  show(cells: Cells, grid: GridGuess): void {
    if (!this.symbols.takes(cells, this.#symbolColumn)) return;
    if (this.#exchange === "") this.#exchange = cells.text(this.#exchangeColumn);
    this.#kind.show(cells, grid);
  }

  read(cells: Cells, writer: MessageWriter): string {
    if (cells.isEmpty(this.#symbolColumn)) return "symbol must not be empty";
    if (!this.symbols.takes(cells, this.#symbolColumn)) {
      this.#stats.otherSymbolLines++;
      return "";
    }
    const eventUs = cells.integer(this.#timeColumn);
    const localUs = cells.integer(this.#localColumn);
    const reason =
      timeReason("timestamp", eventUs, cells, this.#timeColumn) ||
      timeReason("local_timestamp", localUs, cells, this.#localColumn);
    if (reason !== "") return reason;
    const timeUs = this.#options.clock === "local" ? localUs : eventUs;
    return this.#kind.read(cells, writer, timeUs, localUs);
  }

  finish(): void {
    const note = this.symbols.note();
    if (note !== "") this.notes.push(note);
    this.#kind.finish(this.notes);
  }
}
