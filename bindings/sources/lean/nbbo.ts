/**
 * National best bid and offer of a US stock, one day a file, as CSV with the header row
 * `ms,bid,bid_size,ask,ask_size`: ms since midnight in New York, prices in 1/10000 dollar, sizes in
 * shares. Each row is a message: header, bid, ask. A side of size 0 is empty.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { RowFormat } from "../reading/delimited.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { InstrumentFacts, OpenOptions, SourceStats } from "../source.ts";
import { isHeader, MS_WORDS } from "./stock-cells.ts";
import { PRICE_UNIT, TradingDay } from "./trading-day.ts";

const COMMA = 0x2c;
const MS = 0;
const BID = 1;
const BID_SIZE = 2;
const ASK = 3;
const ASK_SIZE = 4;

const BID_FLAGS = abi.KIND_QUOTE | abi.SIDE_BID;
const ASK_FLAGS = abi.KIND_QUOTE | abi.SIDE_ASK;

export class NbboRows implements RowFormat {
  readonly name = "nbbo-csv";
  readonly separator = COMMA;
  readonly inferred: readonly string[] = ["tickSize"];
  readonly #stats: SourceStats;
  readonly #day: TradingDay;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#stats = stats;
    this.#day = new TradingDay(options.symbol, stats);
    stats.quotes = 0;
  }

  get facts(): InstrumentFacts {
    return { ...this.#day.facts, book: "quotes" };
  }

  get notes(): readonly string[] {
    return this.#day.notes;
  }

  header(cells: Cells, path: string): boolean {
    this.#day.meet(path);
    return isHeader(cells);
  }

  show(cells: Cells, _grid: GridGuess): void {
    const price = cells.integer(BID);
    if (price > 0) this.#day.showPrice(price / PRICE_UNIT);
  }

  read(cells: Cells, writer: MessageWriter): string {
    const day = this.#day;
    if (day.isOther) {
      this.#stats.otherSymbolLines++;
      return "";
    }
    const timeUs = day.timeUs(cells.number(MS));
    const bid = cells.integer(BID);
    const bidSize = cells.number(BID_SIZE);
    const ask = cells.integer(ASK);
    const askSize = cells.number(ASK_SIZE);
    if (Number.isNaN(timeUs)) return `ms must ${MS_WORDS}, was "${cells.text(MS)}"`;
    if (!isSide(bid, bidSize)) return "bid and bid_size must be whole numbers above 0";
    if (!isSide(ask, askSize)) return "ask and ask_size must be whole numbers above 0";
    day.follow(timeUs);
    this.#stats.quotes++;
    writer.open(timeUs, NaN, NaN);
    writer.add(timeUs, bid / PRICE_UNIT, bidSize, BID_FLAGS);
    writer.add(timeUs, ask / PRICE_UNIT, askSize, ASK_FLAGS);
    return "";
  }

  finish(): void {}
}

/** A side is empty where its size is 0. */
function isSide(price: number, size: number): boolean {
  return size === 0 ? price >= 0 : price > 0 && size > 0;
}
