/** An order book on a price grid, by itself. */
import * as abi from "../../assembly/abi.ts";
import { BookOfLevels, Ladder, Ring } from "../core/layout.ts";
import { RecordView } from "../core/record.ts";
import { STAGED_VALUES } from "../core/series/memory.ts";
import {
  ASK,
  BID,
  type BookLevel,
  type BookSide,
  type ChangeColumns,
  codeOf,
  type LevelChanges,
  type LevelColumns,
  levelsOf,
  stageLevels,
  type TouchColumns,
} from "./book-levels.ts";
import { farBytes, type OrderBookOptions, planBook, refusedLevel } from "./book-options.ts";
import { Calculator, computeOnce } from "./calculator.ts";

const EMPTY = new Float64Array(0);

// places of the answers, which lie side by side at the record's end
const ANSWERS = BookOfLevels.fields.bid.offset;
const [BID_SIZE, BID_DEPTH, ASK_PRICE, ASK_SIZE, ASK_DEPTH] = [1, 2, 3, 4, 5];
const ANSWER_COUNT = 6;

/**
 * Both sides of a book. Prices lie on a grid; sizes are kept as given, or counted in lots. Best
 * quotes and the best levels are ready after every change; an empty side has price NaN and size 0.
 *
 * Defaults: `levels: 10`, `ladderTicks: 8192`, no `lotSize` (sizes as given); `tickSize` must be
 * given. Levels of a bad price or size are refused with a RangeError.
 */
export class OrderBook extends Calculator {
  readonly #given: OrderBookOptions;
  readonly #levels: number;
  /** Answers in linear memory; without length where they must be looked for again. */
  #answers = EMPTY;

  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: OrderBookOptions) {
    const { bytes, record, ladder, far } = planBook(options);
    super("OrderBook", options as object, bytes);
    this.#given = options;
    this.#levels = record.levels as number;
    const { bidLadder, askLadder } = record as { bidLadder: number; askLadder: number };
    this.record(BookOfLevels).set(record);
    const lists = bytes - 2 * farBytes((far.mask as number) + 1);
    for (const [index, offset] of [bidLadder, askLadder].entries()) {
      const list = lists + index * farBytes((far.mask as number) + 1);
      this.#at(Ladder, offset).set({ ...ladder, overflow: list - offset });
      this.#at(Ring, list).set(far);
    }
    this.reset();
  }

  /** Best bid, NaN without one. */
  get bid(): number {
    return this.#ready()[0];
  }

  /** Size at the best bid, 0 without one. */
  get bidSize(): number {
    return this.#ready()[BID_SIZE];
  }

  /** Best ask, NaN without one. */
  get ask(): number {
    return this.#ready()[ASK_PRICE];
  }

  /** Size at the best ask, 0 without one. */
  get askSize(): number {
    return this.#ready()[ASK_SIZE];
  }

  /** Best ask less best bid: negative where the book is crossed. */
  get spread(): number {
    const answers = this.#ready();
    return answers[ASK_PRICE] - answers[0];
  }

  /** Mean of best bid and best ask, NaN where a side is empty. */
  get mid(): number {
    const answers = this.#ready();
    return (answers[0] + answers[ASK_PRICE]) / 2;
  }

  /** (bid * ask size + ask * bid size) / (bid size + ask size). */
  get weightedMid(): number {
    const a = this.#ready();
    return (a[0] * a[ASK_SIZE] + a[ASK_PRICE] * a[BID_SIZE]) / (a[BID_SIZE] + a[ASK_SIZE]);
  }

  /** (bid size - ask size) / (bid size + ask size) of the best quotes. */
  get queueImbalance(): number {
    const answers = this.#ready();
    return (answers[BID_SIZE] - answers[ASK_SIZE]) / (answers[BID_SIZE] + answers[ASK_SIZE]);
  }

  /** The mid price. */
  get value(): number {
    return this.mid;
  }

  /** Levels taken since the beginning or the last reset. */
  get count(): number {
    this.kernels.heapBaseAt();
    return this.record(BookOfLevels).get("count");
  }

  /** Whether both sides stand. */
  get ready(): boolean {
    return !Number.isNaN(this.mid);
  }

  /** Size on the best `levels` of a side; the fewer are asked than `levels`, the cheaper. */
  depth(side: BookSide, levels: number = this.#levels): number {
    const isBid = codeOf(side);
    if (levels === this.#levels) return this.#ready()[isBid ? BID_DEPTH : ASK_DEPTH];
    if (levels < this.#levels) return this.kernels.bookDepthAt(this.at, isBid, levels);
    return this.levels(side, levels).sizes.reduce((sum, size) => sum + size, 0);
  }

  /** (bid depth - ask depth) / (bid depth + ask depth) over the best `levels`. */
  depthImbalance(levels: number = this.#levels): number {
    const bid = this.depth("bid", levels);
    const ask = this.depth("ask", levels);
    return (bid - ask) / (bid + ask);
  }

  /**
   * Sets what stands at a price; 0 deletes the level.
   * @returns whether the best levels were touched
   * @throws {RangeError} if price or size is not valid or off its grid; the book is as before
   */
  set(side: BookSide, price: number, size: number): boolean {
    const isBid = side === "bid" ? BID : codeOf(side);
    const code = this.kernels.bookSetAt(this.at, isBid, price, size);
    if (code >= 0) return code === 1;
    this.#growOrRefuse("set", code, isBid, price, size);
    return this.set(side, price, size);
  }

  /**
   * Adds to what stands at a price; what is left of rounding counts as nothing.
   * @returns whether the best levels were touched
   * @throws {RangeError} if more is taken away than stands, or as `set`; the book is as before
   */
  change(side: BookSide, price: number, size: number): boolean {
    const isBid = codeOf(side);
    const code = this.kernels.bookChangeAt(this.at, isBid, price, size);
    if (code >= 0) return code === 1;
    this.#growOrRefuse("change", code, isBid, price, size);
    return this.change(side, price, size);
  }

  /**
   * Takes a message of many levels.
   * @returns the mid price after it
   * @throws {RangeError} if one of its levels is not valid; then none is taken
   */
  update({ isSnapshot = false, bids, asks }: LevelChanges): number {
    const { kernels, memory } = this;
    for (const [name, levels] of [["bids", bids] as const, ["asks", asks] as const]) {
      stageLevels(memory, levels, (prices, sizes, count, from) => {
        const index = kernels.bookCheckAt(this.at, 0, prices, sizes, count);
        if (index < count) this.#refuseStaged(`${name}[${from + index}]`, prices, sizes, index);
      });
    }
    if (isSnapshot) kernels.bookClearAt(this.at);
    stageLevels(memory, bids, (prices, sizes, count) => this.#setMany(BID, prices, sizes, count));
    stageLevels(memory, asks, (prices, sizes, count) => this.#setMany(ASK, prices, sizes, count));
    this.kernels.bookSettleAt(this.at);
    return this.mid;
  }

  /**
   * Takes changes in order and answers the touch and the imbalance of the best levels after each.
   * @throws {RangeError} if one of them is not valid; then none is taken
   */
  process({ side, price, size }: ChangeColumns, out: Partial<TouchColumns> = {}): TouchColumns {
    let checked = 0;
    this.through([side, price, size], [], ([sides, prices, sizes], _, count) => {
      const index = this.kernels.bookCheckAt(this.at, sides, prices, sizes, count);
      if (index < count) {
        this.#refuseSide(checked + index, sides + index * 8);
        this.#refuseStaged(`change ${checked + index}`, prices, sizes, index);
      }
      checked += count;
    });
    const outs = [out.bid, out.bidSize, out.ask, out.askSize, out.depthImbalance];
    const [bid, bidSize, ask, askSize, depthImbalance] = this.through(
      [side, price, size],
      outs,
      (from, to, count) => this.#process(from, to, count),
    );
    return { bid, bidSize, ask, askSize, depthImbalance };
  }

  /** The touch and the imbalance after each change of a new book. */
  static compute(
    changes: ChangeColumns,
    options: OrderBookOptions,
    out?: Partial<TouchColumns>,
  ): TouchColumns {
    return computeOnce(new OrderBook(options), (made) => made.process(changes, out));
  }

  /** Size standing at a price, 0 if none, NaN off the grid. */
  size(side: BookSide, price: number): number {
    return this.kernels.bookSizeAt(this.at, codeOf(side), price);
  }

  /** Number of levels standing on a side. */
  levelCount(side: BookSide): number {
    return this.kernels.bookLevelCountAt(this.at, codeOf(side));
  }

  /** The best levels of a side, best first; all of them without a number. */
  levels(side: BookSide, levels = Number.MAX_SAFE_INTEGER): LevelColumns {
    const count = Math.min(levels, this.levelCount(side));
    const out = { prices: new Float64Array(count), sizes: new Float64Array(count) };
    this.copyLevels(side, count, out);
    return out;
  }

  /**
   * Copies the best levels of a side, best first.
   * @returns number of levels copied: at most as many as there is room for in `out`
   */
  copyLevels(side: BookSide, levels: number, { prices, sizes }: LevelColumns): number {
    if (!(levels >= 0)) {
      throw new RangeError(`volume-imbalance/OrderBook: levels must be from 0, was ${levels}`);
    }
    const wanted = Math.min(levels, this.levelCount(side), prices.length, sizes.length);
    const { memory } = this;
    const isStaged = wanted <= STAGED_VALUES;
    const pricesAt = isStaged ? memory.stagedAt(0) : memory.take(wanted * 16);
    const sizesAt = isStaged ? memory.stagedAt(1) : pricesAt + wanted * 8;
    this.kernels.bookLevelsAt(this.at, codeOf(side), wanted, pricesAt, sizesAt);
    prices.set(memory.f64.subarray(pricesAt / 8, pricesAt / 8 + wanted));
    sizes.set(memory.f64.subarray(sizesAt / 8, sizesAt / 8 + wanted));
    if (!isStaged) memory.give(pricesAt);
    return wanted;
  }

  /** All bids as they stand when the loop begins, best first. */
  bids(): IterableIterator<BookLevel> {
    return levelsOf(this.levels("bid"));
  }

  /** All asks as they stand when the loop begins, best first. */
  asks(): IterableIterator<BookLevel> {
    return levelsOf(this.levels("ask"));
  }

  /** Empties the book. */
  clear(): void {
    this.kernels.bookClearAt(this.at);
  }

  reset(): void {
    this.kernels.bookResetAt(this.at);
  }

  override dispose(): void {
    super.dispose();
    this.#answers = EMPTY;
  }

  protected override enlarge(bytes: number): void {
    super.enlarge(bytes);
    this.#answers = EMPTY;
  }

  /** A view of the answers: growth of the memory takes its length away. */
  #ready(): Float64Array {
    if (this.#answers.length > 0) return this.#answers;
    this.kernels.heapBaseAt();
    const { buffer } = this.memory.memory;
    this.#answers = new Float64Array(buffer, this.at + ANSWERS, ANSWER_COUNT);
    return this.#answers;
  }

  #setMany(isBid: number, prices: number, sizes: number, count: number): void {
    for (let done = 0; ; this.#grow(isBid)) {
      const skip = done * 8;
      const left = count - done;
      done += this.kernels.bookSetManyAt(this.at, isBid, prices + skip, sizes + skip, left);
      if (done === count) return;
    }
  }

  #process(from: readonly number[], to: readonly number[], count: number): void {
    for (let done = 0; ; ) {
      const [sides, prices, sizes] = from.map((at) => at + done * 8);
      const [bid, bidSize, ask, askSize, weight] = to.map((at) => at + done * 8);
      const quotes = [bid, bidSize, ask, askSize, weight] as const;
      const left = count - done;
      done += this.kernels.bookProcessAt(this.at, sides, prices, sizes, ...quotes, left);
      if (done === count) return;
      this.#grow(this.memory.f64[sides / 8 + (done - (count - left))] > 0 ? BID : ASK);
    }
  }

  #growOrRefuse(where: string, code: number, isBid: number, price: number, size: number): void {
    if (code !== abi.LEVEL_NO_ROOM) throw refusedLevel(where, code, price, size, this.#given);
    this.#grow(isBid);
  }

  #refuseSide(index: number, at: number): void {
    const side = this.memory.f64[at / 8];
    if (Math.abs(side) === 1) return;
    throw new RangeError(
      `volume-imbalance/OrderBook: side of change ${index} must be 1 or -1, was ${side}`,
    );
  }

  #refuseStaged(where: string, prices: number, sizes: number, index: number): never {
    const price = this.memory.f64[prices / 8 + index];
    const size = this.memory.f64[sizes / 8 + index];
    const code = this.kernels.bookWhyNotAt(this.at, price, size);
    throw refusedLevel(where, code, price, size, this.#given);
  }

  /** Doubles the room for levels beyond the window of a side. */
  #grow(isBid: number): void {
    const record = this.record(BookOfLevels);
    const [bidLadder, askLadder] = [record.get("bidLadder"), record.get("askLadder")];
    const bids = bidLadder + this.#at(Ladder, bidLadder).get("overflow");
    const asks = askLadder + this.#at(Ladder, askLadder).get("overflow");
    const bidRoom = this.#at(Ring, bids).get("mask") + 1;
    const askRoom = this.#at(Ring, asks).get("mask") + 1;
    const more = (isBid ? bidRoom : askRoom) * 2;
    const next = bids + farBytes(isBid ? more : bidRoom);
    this.enlarge(next + farBytes(isBid ? askRoom : more));
    const { at, memory } = this;
    memory.u8.copyWithin(at + next, at + asks, at + asks + farBytes(askRoom));
    this.#at(Ladder, askLadder).set({ overflow: next - askLadder });
    this.#at(Ring, isBid ? bids : next).set({ mask: more - 1 });
  }

  /** Fields of a part of the record. */
  #at<L extends typeof Ladder | typeof Ring>(layout: L, offset: number): RecordView<L> {
    return new RecordView(new DataView(this.memory.memory.buffer), layout, this.at + offset);
  }
}
