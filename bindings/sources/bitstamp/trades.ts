/**
 * Bitstamp trades (`live_trades` as recorded beside the orders): every row is one trade and one
 * message. Times are milliseconds; `side` is the aggressor's, empty or `unknown` if nobody knows.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { RowFormat } from "../reading/delimited.ts";
import { NO_FACTS } from "../reading/facts.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { columnNames, columnPlaces, isTime } from "./columns.ts";

export const TRADE_COLUMNS = [
  "trade_id",
  "timestamp",
  "exchange_timestamp",
  "price",
  "amount",
  "side",
] as const;

const COMMA = 0x2c;

const encoder = new TextEncoder();
const BUY = encoder.encode("buy");
const SELL = encoder.encode("sell");
const UNKNOWN = encoder.encode("unknown");

export class BitstampTrades implements RowFormat {
  readonly name = "bitstamp-trades";
  readonly separator = COMMA;
  readonly facts = NO_FACTS;
  readonly inferred: readonly string[] = [];
  readonly notes: string[] = [];
  readonly #stats: SourceStats;
  readonly #isLocal: boolean;
  #places: Int32Array = new Int32Array(TRADE_COLUMNS.length);
  #lastId = NaN;

  constructor(options: OpenOptions, stats: SourceStats) {
    this.#isLocal = options.clock === "local";
    this.#stats = stats;
    stats.duplicates = 0;
  }

  header(cells: Cells): boolean {
    this.#places = columnPlaces(columnNames(cells.texts()), TRADE_COLUMNS);
    return true;
  }

  show(cells: Cells, grid: GridGuess): void {
    grid.priceIn(cells, this.#places[3]);
    grid.sizeIn(cells, this.#places[4]);
  }

  read(cells: Cells, writer: MessageWriter): string {
    const places = this.#places;
    const id = cells.integer(places[0]);
    const localMs = cells.integer(places[1]);
    const eventMs = cells.integer(places[2]);
    const price = cells.number(places[3]);
    const amount = cells.number(places[4]);
    const side = this.#side(cells);
    if (Number.isNaN(id)) return "trade_id must be an integer";
    if (!isTime(localMs)) return "timestamp must be integer milliseconds";
    if (!isTime(eventMs)) return "exchange_timestamp must be integer milliseconds";
    if (!Number.isFinite(price)) return "price must be a number";
    if (!(amount >= 0 && amount < Infinity)) return "amount must be a number of at least 0";
    if (side < 0) return `side must be buy, sell or unknown, was "${cells.text(places[5])}"`;
    if (id === this.#lastId) {
      this.#stats.duplicates++;
      return "";
    }
    this.#lastId = id;
    const timeUs = (this.#isLocal ? localMs : eventMs) * 1000;
    writer.open(timeUs, localMs * 1000, NaN);
    writer.add(timeUs, price, amount, abi.KIND_TRADE | side);
    return "";
  }

  finish(): void {}

  #side(cells: Cells): number {
    const at = this.#places[5];
    if (cells.is(at, BUY)) return abi.SIDE_BUY;
    if (cells.is(at, SELL)) return abi.SIDE_SELL;
    return cells.isEmpty(at) || cells.is(at, UNKNOWN) ? 0 : -1;
  }
}
