/**
 * Trades of a US stock, one day a file, as QuantConnect's Lean stores them and as CSV with a header
 * row:
 *
 *   lean-trades        ms, price, size, exchange, condition, suspicious       (no header)
 *   equity-trades-csv  ms,price,size,exchange,condition
 *
 * ms since midnight in New York, with or without a fraction; price in 1/10000 dollar, size in
 * shares, condition hexadecimal. Each row is a message: header, trade. Nothing says who was the
 * aggressor. Rows marked as suspicious are left out, and by default those whose sale condition says
 * that they are no order flow (`conditions.ts`).
 *
 * Source: https://github.com/QuantConnect/Lean, Data/equity/readme.md
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { conditionOf, isRegular } from "./conditions.ts";
import { MS_WORDS, StockRows, suspicionOf } from "./stock-rows.ts";
import { PRICE_UNIT } from "./trading-day.ts";

const MS = 0;
const PRICE = 1;
const SIZE = 2;
const CONDITION = 4;
const SUSPICIOUS = 5;

export class EquityTrades extends StockRows {
  readonly name: string;
  readonly #hasSuspicion: boolean;
  readonly #isAll: boolean;

  /** @param hasSuspicion the last column marks suspicious rows */
  constructor(name: string, hasSuspicion: boolean, options: OpenOptions, stats: SourceStats) {
    super(options, stats);
    this.name = name;
    this.#hasSuspicion = hasSuspicion;
    this.#isAll = options.saleConditions === "all";
    stats.trades = 0;
    stats.filteredTrades = 0;
    stats.suspiciousRows = 0;
  }

  protected priceIn(cells: Cells): number {
    return cells.integer(PRICE);
  }

  read(cells: Cells, writer: MessageWriter): string {
    if (this.isOther()) return "";
    const { day, stats } = this;
    const timeUs = day.timeUs(cells.number(MS));
    const price = cells.integer(PRICE);
    const size = cells.number(SIZE);
    const condition = conditionOf(cells, CONDITION);
    const suspicion = this.#hasSuspicion ? suspicionOf(cells, SUSPICIOUS) : 0;
    if (Number.isNaN(timeUs)) return `the time must ${MS_WORDS}, was "${cells.text(MS)}"`;
    if (!(price > 0)) return `the price must be a whole number, was "${cells.text(PRICE)}"`;
    if (!(size > 0)) return `the size must be positive, was "${cells.text(SIZE)}"`;
    if (Number.isNaN(condition)) {
      return `the condition must be hexadecimal, was "${cells.text(CONDITION)}"`;
    }
    if (Number.isNaN(suspicion)) return "the mark of suspicious rows must be 0 or 1";
    day.follow(timeUs);
    if (suspicion === 1) {
      stats.suspiciousRows++;
      return "";
    }
    if (!this.#isAll && !isRegular(condition)) {
      stats.filteredTrades++;
      return "";
    }
    stats.trades++;
    writer.open(timeUs, NaN, NaN);
    writer.add(timeUs, price / PRICE_UNIT, size, abi.KIND_TRADE);
    return "";
  }

  override finish(): void {
    const { filteredTrades } = this.stats;
    if (filteredTrades === 0) return;
    this.day.notes.push(
      `${filteredTrades} trades were left out by their sale condition (late, average price, ` +
        'extended hours, ...); saleConditions: "all" keeps them',
    );
  }
}
