/** What the rows of all of Databento's schemas have in common: one instrument, prices, events. */
import type { Cells } from "../reading/cells.ts";
import type { RowFormat } from "../reading/delimited.ts";
import { NO_FACTS } from "../reading/facts.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { SymbolsMet } from "../reading/symbol-choice.ts";
import type { InstrumentFacts, OpenOptions, SourceStats } from "../source.ts";
import { Events } from "./events.ts";
import { InstrumentChoice } from "./instrument.ts";
import { Prices } from "./prices.ts";
import { Columns, ROW_COLUMNS, Row } from "./row.ts";
import { TradeCells } from "./trade.ts";

const COMMA = 0x2c;

export abstract class DatabentoRows implements RowFormat {
  abstract readonly name: string;
  readonly separator = COMMA;
  readonly notes: string[] = [];
  protected readonly stats: SourceStats;
  protected readonly prices = new Prices();
  protected readonly events: Events;
  /** The current row. */
  protected row!: Row;
  protected trade!: TradeCells;
  readonly #isTickStated: boolean;
  readonly #instrument: InstrumentChoice;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.stats = stats;
    this.#isTickStated = options.tickSize !== undefined;
    this.#instrument = new InstrumentChoice(options, stats, this.notes);
    this.events = new Events(options, stats);
  }

  get symbols(): SymbolsMet {
    return this.#instrument.symbols;
  }

  get facts(): InstrumentFacts {
    const { tickSize } = this.prices;
    return { ...NO_FACTS, symbol: this.#instrument.symbols.name, tickSize };
  }

  get inferred(): readonly string[] {
    const isInferred = !this.#isTickStated && !Number.isNaN(this.prices.tickSize);
    return isInferred ? ["tickSize"] : [];
  }

  show(cells: Cells, grid: GridGuess): void {
    if (!this.row.isWhole(cells) || !this.#instrument.isChosen(cells)) return;
    this.showChosen(cells, grid);
  }

  read(cells: Cells, writer: MessageWriter): string {
    const { row } = this;
    if (!row.isWhole(cells)) return `must have as many cells as the header, has ${cells.count}`;
    if (!this.#instrument.isChosen(cells)) {
      this.#instrument.countOther();
      return "";
    }
    const reason = row.read(cells) || this.readChosen(cells);
    if (reason !== "") return reason;
    this.events.enter(row, writer);
    this.write(writer);
    return "";
  }

  finish(): void {
    this.#instrument.finish();
  }

  /** Finds the columns in the header row. */
  protected place(cells: Cells, needed: readonly string[]): Columns {
    const columns = new Columns(cells, [...ROW_COLUMNS, ...needed]);
    this.row = new Row(columns);
    this.trade = new TradeCells(columns, this.prices);
    this.#instrument.beginFile(columns);
    this.events.beginFile();
    return columns;
  }

  abstract header(cells: Cells): boolean;
  /** See `RowFormat.show`; only rows of the chosen instrument come here and to `readChosen`. */
  protected abstract showChosen(cells: Cells, grid: GridGuess): void;
  /** Reads what `row` has not. @returns why the row cannot be read, "" if it was */
  protected abstract readChosen(cells: Cells): string;
  /** Writes the row that was read. */
  protected abstract write(writer: MessageWriter): void;
}
