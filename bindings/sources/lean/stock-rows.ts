/** What rows of US stocks have in common: a day and a symbol that only the file's name tells. */
import type { Cells } from "../reading/cells.ts";
import type { RowFormat } from "../reading/delimited.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { SymbolsMet } from "../reading/symbol-choice.ts";
import type { InstrumentFacts, OpenOptions, SourceStats } from "../source.ts";
import { PRICE_UNIT, TradingDay } from "./trading-day.ts";

const COMMA = 0x2c;

/** What the first cell must hold, for the message to the user. */
export const MS_WORDS = "be milliseconds since midnight";

export abstract class StockRows implements RowFormat {
  abstract readonly name: string;
  protected readonly holdsQuotes: boolean = false;
  readonly separator = COMMA;
  readonly inferred: readonly string[] = ["tickSize"];
  protected readonly stats: SourceStats;
  protected readonly day: TradingDay;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.stats = stats;
    this.day = new TradingDay(options.symbol, stats);
  }

  /** Formats of quotes say so: nothing in their files makes a ladder. */
  get facts(): InstrumentFacts {
    return this.holdsQuotes ? { ...this.day.facts, book: "quotes" } : this.day.facts;
  }

  get notes(): readonly string[] {
    return this.day.notes;
  }

  get symbols(): SymbolsMet {
    return this.day.symbols;
  }

  /** A header row names its columns: `ms` comes first. */
  header(cells: Cells, path: string): boolean {
    this.day.meet(path);
    return cells.text(0).toLowerCase() === "ms";
  }

  show(cells: Cells, _grid: GridGuess): void {
    const price = this.day.isOther ? NaN : this.priceIn(cells);
    if (price > 0) this.day.showPrice(price / PRICE_UNIT);
  }

  abstract read(cells: Cells, writer: MessageWriter): string;

  finish(): void {}

  /** Is the row of a symbol that is not read? Then it is counted. */
  protected isOther(): boolean {
    if (this.day.isOther) this.stats.otherSymbolLines++;
    return this.day.isOther;
  }

  /** A price of the row in units of 1/10000 dollar. */
  protected abstract priceIn(cells: Cells): number;
}

/** 0 or 1; NaN if the cell is neither. */
export function suspicionOf(cells: Cells, cell: number): number {
  const value = cells.integer(cell);
  return value === 0 || value === 1 ? value : NaN;
}
