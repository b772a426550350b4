/**
 * Best quotes of a US stock, one day a file, as QuantConnect's Lean stores them: no header row,
 *
 *   ms, bid, bid size, ask, ask size, exchange, condition, suspicious
 *
 * ms since midnight in New York, prices in 1/10000 dollar, sizes in shares. A row holds one side,
 * the other is 0; a bid row and the ask row of the same time behind it are one message: header,
 * bid, ask. Files of the national best quotes consist of such pairs. Rows marked as suspicious are
 * left out.
 *
 * Source: https://github.com/QuantConnect/Lean, Data/equity/readme.md
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { MS_WORDS, StockRows, suspicionOf } from "./stock-rows.ts";
import { PRICE_UNIT } from "./trading-day.ts";

const MS = 0;
const BID = 1;
const BID_SIZE = 2;
const ASK = 3;
const ASK_SIZE = 4;
const SUSPICIOUS = 7;

const BID_FLAGS = abi.KIND_QUOTE | abi.SIDE_BID;
const ASK_FLAGS = abi.KIND_QUOTE | abi.SIDE_ASK;

export class LeanQuotes extends StockRows {
  readonly name = "lean-quotes";
  protected override readonly holdsQuotes = true;
  /** Time of the open message, if it lacks only its ask; else NaN. */
  #bidUs = NaN;

  constructor(options: OpenOptions, stats: SourceStats) {
    super(options, stats);
    stats.quotes = 0;
    stats.emptyRows = 0;
    stats.suspiciousRows = 0;
  }

  protected priceIn(cells: Cells): number {
    return Math.max(cells.integer(BID), cells.integer(ASK));
  }

  read(cells: Cells, writer: MessageWriter): string {
    if (this.isOther()) return "";
    const { day, stats } = this;
    const timeUs = day.timeUs(cells.number(MS));
    const bid = cells.integer(BID);
    const bidSize = cells.number(BID_SIZE);
    const ask = cells.integer(ASK);
    const askSize = cells.number(ASK_SIZE);
    const suspicion = suspicionOf(cells, SUSPICIOUS);
    if (Number.isNaN(timeUs)) return `the time must ${MS_WORDS}, was "${cells.text(MS)}"`;
    if (!(bid >= 0) || !(ask >= 0)) return "bid and ask must be whole numbers, not negative";
    if (!(bidSize >= 0) || !(askSize >= 0)) return "sizes must be numbers, not negative";
    if (Number.isNaN(suspicion)) return "the mark of suspicious rows must be 0 or 1";
    day.follow(timeUs);
    if (suspicion === 1) stats.suspiciousRows++;
    else if (bid === 0 && ask === 0) stats.emptyRows++;
    else this.#write(writer, timeUs, bid, bidSize, ask, askSize);
    return "";
  }

  #write(
    writer: MessageWriter,
    timeUs: number,
    bid: number,
    bidSize: number,
    ask: number,
    askSize: number,
  ): void {
    const isSecondHalf = bid === 0 && timeUs === this.#bidUs;
    if (!isSecondHalf) {
      writer.open(timeUs, NaN, NaN);
      this.stats.quotes++;
    }
    if (bid > 0) writer.add(timeUs, bid / PRICE_UNIT, bidSize, BID_FLAGS);
    if (ask > 0) writer.add(timeUs, ask / PRICE_UNIT, askSize, ASK_FLAGS);
    this.#bidUs = ask === 0 ? timeUs : NaN;
  }
}
