/**
 * National best bid and offer of a US stock, one day a file, as CSV with the header row
 * `ms,bid,bid_size,ask,ask_size`: ms since midnight in New York, prices in 1/10000 dollar, sizes in
 * shares. Each row is a message: header, bid, ask. A side of size 0 is empty.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import { isQuoteSide } from "../reading/quote-side.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { MS_WORDS, StockRows } from "./stock-rows.ts";
import { PRICE_UNIT } from "./trading-day.ts";

const MS = 0;
const BID = 1;
const BID_SIZE = 2;
const ASK = 3;
const ASK_SIZE = 4;

const BID_FLAGS = abi.KIND_QUOTE | abi.SIDE_BID;
const ASK_FLAGS = abi.KIND_QUOTE | abi.SIDE_ASK;

export class NbboRows extends StockRows {
  readonly name = "nbbo-csv";
  protected override readonly holdsQuotes = true;

  constructor(options: OpenOptions, stats: SourceStats) {
    super(options, stats);
    stats.quotes = 0;
  }

  protected priceIn(cells: Cells): number {
    return cells.integer(BID);
  }

  read(cells: Cells, writer: MessageWriter): string {
    if (this.isOther()) return "";
    const { day, stats } = this;
    const timeUs = day.timeUs(cells.number(MS));
    const bid = cells.integer(BID);
    const bidSize = cells.number(BID_SIZE);
    const ask = cells.integer(ASK);
    const askSize = cells.number(ASK_SIZE);
    if (Number.isNaN(timeUs)) return `ms must ${MS_WORDS}, was "${cells.text(MS)}"`;
    if (!isQuoteSide(bid, bidSize)) return "bid and bid_size must be whole numbers above 0";
    if (!isQuoteSide(ask, askSize)) return "ask and ask_size must be whole numbers above 0";
    day.follow(timeUs);
    stats.quotes++;
    writer.open(timeUs, NaN, NaN);
    writer.add(timeUs, bid / PRICE_UNIT, bidSize, BID_FLAGS);
    writer.add(timeUs, ask / PRICE_UNIT, askSize, ASK_FLAGS);
    return "";
  }
}
