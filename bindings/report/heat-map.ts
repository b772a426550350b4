/**
 * Resting size over time and distance from mid, in constant memory.
 *
 * A column holds k looks at the book, a cell g ticks of price; k doubles when there are too many
 * columns, g doubles when the best levels of most looks reach further than the cells do. Each cell
 * holds the mean size over the looks of its column.
 */
import type { BookView, LevelArrays } from "../core/book-view.ts";
import type { HeatMapData } from "./payload.ts";
import { pack } from "./payload.ts";

const COLUMNS = 512;
/** Cells of one side. */
const CELLS = 64;
/** The cells should reach as far as this many levels. */
const SHOWN_LEVELS = 40;
const LOOKED_LEVELS = 512;
/** Looks that a column takes of those that are offered. */
const LOOKS_PER_COLUMN = 4;
/** Looks after which the reach is judged. */
const FIRST_JUDGEMENT = 8;

export class HeatMap {
  readonly #tickSize: number;
  /** Sums of sizes, column by column from the lowest price up. */
  readonly #sums = new Float64Array(COLUMNS * 2 * CELLS);
  readonly #looks = new Float64Array(COLUMNS);
  readonly #times = new Float64Array(COLUMNS);
  readonly #levels: Record<"bid" | "ask", LevelArrays> = { bid: emptyLevels(), ask: emptyLevels() };
  #columns = 0;
  #offersPerColumn = 1;
  #offers = 0;
  #ticksPerCell = 1;
  #looked = 0;
  #tooShort = 0;
  #lastTime = NaN;

  constructor(tickSize: number) {
    this.#tickSize = tickSize;
  }

  /** Offers the book as it stands; not every offer is taken. */
  offer(timeUs: number, book: BookView): void {
    const place = this.#offers++ % this.#offersPerColumn;
    this.#lastTime = timeUs;
    if (place === 0) this.#openColumn(timeUs);
    if (place % Math.max(1, this.#offersPerColumn / LOOKS_PER_COLUMN) === 0) this.#look(book);
  }

  /** What was seen, or null if no book ever was. */
  data(): HeatMapData | null {
    if (this.#looked === 0) return null;
    const columns = this.#columns;
    const sizes = new Float32Array(columns * 2 * CELLS);
    for (let index = 0; index < sizes.length; index++) {
      const looks = this.#looks[Math.floor(index / (2 * CELLS))];
      sizes[index] = looks === 0 ? NaN : this.#sums[index] / looks;
    }
    const times = new Float64Array(columns + 1);
    times.set(this.#times.subarray(0, columns));
    times[columns] = this.#lastTime;
    const ticksPerCell = this.#ticksPerCell;
    return { times: pack(times), sizes: pack(sizes), columns, cells: CELLS, ticksPerCell };
  }

  #openColumn(timeUs: number): void {
    if (this.#columns === COLUMNS) this.#mergeColumns();
    this.#times[this.#columns++] = timeUs;
  }

  #look(book: BookView): void {
    const bids = book.copyLevels("bid", LOOKED_LEVELS, this.#levels.bid);
    const asks = book.copyLevels("ask", LOOKED_LEVELS, this.#levels.ask);
    if (bids === 0 || asks === 0) return;
    const { bid, ask } = this.#levels;
    const mid = (bid.prices[0] + ask.prices[0]) / 2;
    if (!(ask.prices[0] > bid.prices[0])) return;
    this.#judgeReach(mid, bids, asks);
    const column = this.#columns - 1;
    this.#looks[column]++;
    this.#addSide(column, -1, mid, bid, bids);
    this.#addSide(column, 1, mid, ask, asks);
  }

  /** Widens the cells where most looks so far reached further. */
  #judgeReach(mid: number, bids: number, asks: number): void {
    const { bid, ask } = this.#levels;
    const furthestBid = bid.prices[Math.min(bids, SHOWN_LEVELS) - 1];
    const furthestAsk = ask.prices[Math.min(asks, SHOWN_LEVELS) - 1];
    const ticks = Math.min(mid - furthestBid, furthestAsk - mid) / this.#tickSize;
    this.#looked++;
    if (ticks > CELLS * this.#ticksPerCell) this.#tooShort++;
    if (this.#looked < FIRST_JUDGEMENT || this.#tooShort * 2 <= this.#looked) return;
    this.#mergeCells();
    this.#tooShort = 0;
    this.#looked = 1;
  }

  #addSide(column: number, sign: 1 | -1, mid: number, levels: LevelArrays, count: number): void {
    const middle = column * 2 * CELLS + CELLS;
    const cellSize = this.#tickSize * this.#ticksPerCell;
    for (let level = 0; level < count; level++) {
      const distance = Math.abs(levels.prices[level] - mid) / cellSize;
      // Rounded a little down, or a level on the border of two cells would flicker between them.
      const cell = Math.max(0, Math.floor(distance - 1e-6));
      if (cell >= CELLS) return;
      this.#sums[sign > 0 ? middle + cell : middle - 1 - cell] += levels.sizes[level];
    }
  }

  #mergeColumns(): void {
    const width = 2 * CELLS;
    for (let into = 0; into < COLUMNS / 2; into++) {
      const from = 2 * into * width;
      for (let cell = 0; cell < width; cell++) {
        const sum = this.#sums[from + cell] + this.#sums[from + width + cell];
        this.#sums[into * width + cell] = sum;
      }
      this.#looks[into] = this.#looks[2 * into] + this.#looks[2 * into + 1];
      this.#times[into] = this.#times[2 * into];
    }
    this.#columns = COLUMNS / 2;
    this.#sums.fill(0, this.#columns * width);
    this.#looks.fill(0, this.#columns);
    this.#offersPerColumn *= 2;
  }

  /** Two neighbouring cells become one; old columns stay empty beyond their old reach. */
  #mergeCells(): void {
    for (let column = 0; column < this.#columns; column++) {
      const middle = column * 2 * CELLS + CELLS;
      for (let cell = 0; cell < CELLS; cell++) {
        const a = 2 * cell;
        const isInside = a < CELLS;
        const ask = isInside ? this.#sums[middle + a] + this.#sums[middle + a + 1] : 0;
        const bid = isInside ? this.#sums[middle - 1 - a] + this.#sums[middle - 2 - a] : 0;
        this.#sums[middle + cell] = ask;
        this.#sums[middle - 1 - cell] = bid;
      }
    }
    this.#ticksPerCell *= 2;
  }
}

function emptyLevels(): LevelArrays {
  return { prices: new Float64Array(LOOKED_LEVELS), sizes: new Float64Array(LOOKED_LEVELS) };
}
