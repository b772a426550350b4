/**
 * tardis.dev `derivative_ticker`: funding rate (a fraction per funding interval), open interest,
 * index and mark price of a derivative.
 *
 * A row repeats every value; only those that are there and differ from the last ones are written.
 * Rows in which only other columns have moved are counted in `unchangedRows`. The tick size is
 * taken from `last_price`, as index and mark lie between ticks.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { SourceStats } from "../source.ts";
import type { TardisKind } from "./rows.ts";

const TOPICS = [
  ["funding_rate", abi.TOPIC_FUNDING_RATE],
  ["open_interest", abi.TOPIC_OPEN_INTEREST],
  ["index_price", abi.TOPIC_INDEX_PRICE],
  ["mark_price", abi.TOPIC_MARK_PRICE],
] as const;

/** Columns that have no place among the ticks. */
const UNREAD = ["funding_timestamp", "predicted_funding_rate", "last_price"];

/** Where the tick size shows: the first one of these that a row holds. */
const GRID_COLUMNS = ["last_price", "mark_price", "index_price"];

export class DerivativeTicker implements TardisKind {
  readonly name = "tardis-derivative-ticker";
  readonly columns = TOPICS.map(([column]) => column);
  readonly #stats: SourceStats;
  readonly #places = new Int32Array(TOPICS.length);
  readonly #values = new Float64Array(TOPICS.length);
  readonly #last = new Float64Array(TOPICS.length).fill(NaN);
  #gridPlaces: readonly number[] = [];

  constructor(stats: SourceStats) {
    this.#stats = stats;
    stats.unchangedRows = 0;
  }

  place(names: readonly string[], notes: string[]): void {
    for (const [index, name] of this.columns.entries()) this.#places[index] = names.indexOf(name);
    this.#gridPlaces = GRID_COLUMNS.map((name) => names.indexOf(name)).filter((at) => at >= 0);
    const unread = UNREAD.filter((name) => names.includes(name));
    const note = `not read: ${unread.join(", ")}`;
    if (unread.length > 0 && !notes.includes(note)) notes.push(note);
  }

  show(cells: Cells, grid: GridGuess): void {
    const at = this.#gridPlaces.find((place) => cells.isNumber(place));
    if (at !== undefined) grid.priceIn(cells, at);
  }

  read(cells: Cells, writer: MessageWriter, timeUs: number, localUs: number): string {
    const values = this.#values;
    let changes = 0;
    for (let index = 0; index < values.length; index++) {
      const place = this.#places[index];
      values[index] = cells.isEmpty(place) ? this.#last[index] : cells.number(place);
      if (!cells.isEmpty(place) && !Number.isFinite(values[index])) {
        return `${this.columns[index]} must be a number, was "${cells.text(place)}"`;
      }
      if (this.#hasChanged(index)) changes++;
    }
    if (changes > 0) this.#write(writer, timeUs, localUs);
    else this.#stats.unchangedRows++;
    return "";
  }

  finish(): void {}

  #hasChanged(index: number): boolean {
    return !Number.isNaN(this.#values[index]) && this.#values[index] !== this.#last[index];
  }

  #write(writer: MessageWriter, timeUs: number, localUs: number): void {
    writer.open(timeUs, localUs, NaN);
    for (let index = 0; index < TOPICS.length; index++) {
      if (!this.#hasChanged(index)) continue;
      this.#last[index] = this.#values[index];
      const topic = TOPICS[index][1] << abi.TOPIC_SHIFT;
      writer.add(timeUs, this.#last[index], 0, abi.KIND_STATE | topic);
    }
  }
}
