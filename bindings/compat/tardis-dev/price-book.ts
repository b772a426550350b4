/** A book whose levels are known by their price to the bit, in linear memory. */
import { Calculator } from "../../calculators/calculator.ts";
import { BookOfPrices, PriceList } from "../../core/layout.ts";
import { RecordView } from "../../core/record.ts";

export const BID = 1;
export const ASK = 0;

/** Levels of a side that there is room for in the beginning. */
const LEVELS = 256;
const LEVEL_BYTES = 16;
const EMPTY = new Float64Array(0);
/** Levels that are copied out at a time. */
const STRIP = 16;

// places of the answers, which lie side by side at the record's end
const ANSWERS = BookOfPrices.fields.bid.offset;
const ANSWER_COUNT = 4;

export interface PriceLevel {
  price: number;
  amount: number;
}

export class PriceBook extends Calculator {
  /** Answers in linear memory; without length where they must be looked for again. */
  #answers = EMPTY;
  /** Where levels are copied out, likewise. */
  #strip = EMPTY;

  constructor() {
    const bids = Math.ceil(BookOfPrices.bytes / 8) * 8;
    const asks = bids + listBytes(LEVELS);
    super("PriceBook", {}, asks + listBytes(LEVELS));
    this.record(BookOfPrices).set({ bids, asks });
    this.#list(bids).set({ room: LEVELS });
    this.#list(asks).set({ room: LEVELS });
    this.reset();
  }

  /** The mid price. */
  get value(): number {
    const answers = this.#ready();
    return this.ready ? (answers[0] + answers[2]) / 2 : Number.NaN;
  }

  get count(): number {
    const { at, memory } = this;
    const [bids, asks] = [memory.u32[at >> 2], memory.u32[(at >> 2) + 1]];
    return this.#list(bids).get("count") + this.#list(asks).get("count");
  }

  get ready(): boolean {
    return this.best(BID) !== undefined && this.best(ASK) !== undefined;
  }

  reset(): void {
    this.kernels.pricesClearAt(this.at);
  }

  /** Sets a level; 0 deletes it. */
  set(isBid: number, price: number, amount: number): void {
    if (this.kernels.pricesSetAt(this.at, isBid, price, amount) === 1) return;
    this.#grow();
    this.kernels.pricesSetAt(this.at, isBid, price, amount);
  }

  /** The best level of a side. */
  best(isBid: number): PriceLevel | undefined {
    const answers = this.#ready();
    const index = isBid === BID ? 0 : 2;
    const amount = answers[index + 1];
    return Number.isNaN(amount) ? undefined : { price: answers[index], amount };
  }

  /** Whether the best bid is not below the best ask. */
  get isCrossed(): boolean {
    const answers = this.#ready();
    return answers[0] >= answers[2] && !Number.isNaN(answers[1]) && !Number.isNaN(answers[3]);
  }

  /** Levels of a side, best first; a level that comes or goes meanwhile is met as it stands. */
  levels(isBid: number): IterableIterator<PriceLevel> {
    return new LevelIterator(this, isBid);
  }

  /**
   * Copies levels that are worse than `price`, best first: price and amount of each.
   * @returns how many, at most STRIP
   */
  copyBeyond(isBid: number, price: number, target: number[]): number {
    const { memory } = this;
    const out = memory.stagedAt(0);
    if (this.#strip.length === 0) {
      this.#strip = new Float64Array(memory.memory.buffer, out, 2 * STRIP);
    }
    const taken = this.kernels.pricesBeyondAt(this.at, isBid, price, STRIP, out);
    const strip = this.#strip;
    for (let place = 0; place < 2 * taken; place++) target[place] = strip[place];
    return taken;
  }

  protected override enlarge(bytes: number): void {
    super.enlarge(bytes);
    this.#answers = EMPTY;
  }

  /** A view of the answers: growth of the memory takes its length away. */
  #ready(): Float64Array {
    if (this.#answers.length > 0) return this.#answers;
    const { buffer } = this.memory.memory;
    this.#answers = new Float64Array(buffer, this.at + ANSWERS, ANSWER_COUNT);
    return this.#answers;
  }

  /** Doubles the room of both sides. */
  #grow(): void {
    const record = this.record(BookOfPrices);
    const [bids, asks] = [record.get("bids"), record.get("asks")];
    const room = this.#list(bids).get("room");
    const next = bids + listBytes(2 * room);
    this.enlarge(next + listBytes(2 * room));
    const { at, memory } = this;
    memory.u8.copyWithin(at + next, at + asks, at + asks + listBytes(room));
    this.record(BookOfPrices).set({ asks: next });
    this.#list(bids).set({ room: 2 * room });
    this.#list(next).set({ room: 2 * room });
  }

  #list(offset: number): RecordView<typeof PriceList> {
    return new RecordView(new DataView(this.memory.memory.buffer), PriceList, this.at + offset);
  }
}

/** Takes levels in strips, so that a look at the best few costs no more than these. */
class LevelIterator implements IterableIterator<PriceLevel> {
  readonly #book: PriceBook;
  readonly #isBid: number;
  readonly #strip: number[] = [];
  #last: number;
  #place = 0;
  #end = 0;
  #isDone = false;

  constructor(book: PriceBook, isBid: number) {
    this.#book = book;
    this.#isBid = isBid;
    this.#last = isBid === BID ? Infinity : -Infinity;
  }

  next(): IteratorResult<PriceLevel, undefined> {
    if (this.#place === this.#end && !this.#refill()) return { value: undefined, done: true };
    const price = this.#strip[this.#place];
    const amount = this.#strip[this.#place + 1];
    this.#last = price;
    this.#place += 2;
    return { value: { price, amount }, done: false };
  }

  return(): IteratorResult<PriceLevel, undefined> {
    this.#isDone = true;
    this.#place = this.#end;
    return { value: undefined, done: true };
  }

  [Symbol.iterator](): this {
    return this;
  }

  #refill(): boolean {
    if (this.#isDone) return false;
    this.#end = 2 * this.#book.copyBeyond(this.#isBid, this.#last, this.#strip);
    this.#place = 0;
    this.#isDone = this.#end < 2 * STRIP;
    return this.#end > 0;
  }
}

function listBytes(levels: number): number {
  return PriceList.bytes + levels * LEVEL_BYTES;
}
