/**
 * What the cells of a column mean in numbers: an amount, a time, a side, a kind, a flag, a symbol.
 *
 * However a cell is stored, it becomes one Float64: NaN if it is empty, UNREADABLE if it holds
 * something else than it should.
 */
import { ByteCursor } from "../reading/byte-cursor.ts";
import { isoTimeUs } from "../reading/iso-time.ts";
import { UNREADABLE } from "./row.ts";

export type TimeUnit = "s" | "ms" | "us" | "ns";

const TWO_32 = 2 ** 32;
/** 2^32 = THOUSANDS * 1000 + REST */
const THOUSANDS = 4294967;
const REST = 296;

/** Reading of one column; an object of its own for each column, for it may keep what it learns. */
export interface Use {
  /** A printed cell; behind it must stand a byte that belongs to no number. */
  ofText(bytes: Uint8Array, from: number, to: number): number;
  ofNumber(value: number): number;
  /** A whole number of 64 bits: `high * 2^32 + low`, the high word signed. */
  ofWords(low: number, high: number): number;
  ofFlag(value: boolean): number;
  /** The column says itself in which unit its times are. */
  ofUnit(unit: TimeUnit): void;
}

const cursor = new ByteCursor();

abstract class AnyUse implements Use {
  abstract ofNumber(value: number): number;

  ofText(bytes: Uint8Array, from: number, to: number): number {
    if (from === to) return NaN;
    const value = cursor.numberIn(bytes, from, to);
    return Number.isNaN(value) ? this.ofWord(bytes, from, to) : this.ofNumber(value);
  }

  /** A printed cell that is no number. */
  protected ofWord(bytes: Uint8Array, from: number, to: number): number {
    return isNothing(bytes, from, to) ? NaN : UNREADABLE;
  }

  ofWords(low: number, high: number): number {
    return this.ofNumber(high * TWO_32 + low);
  }

  ofFlag(_value: boolean): number {
    return UNREADABLE;
  }

  ofUnit(_unit: TimeUnit): void {}
}

/** Prices, sizes, sequence numbers. */
export class NumberUse extends AnyUse {
  ofNumber(value: number): number {
    return value;
  }
}

const US_PER_UNIT = { s: 1e6, ms: 1e3, us: 1, ns: 1e-3 } as const;

/** Microseconds since the epoch; the unit is told by the size of the first time that is not 0. */
export class TimeUse extends AnyUse {
  #unit: TimeUnit | null;

  constructor(unit: TimeUnit | null) {
    super();
    this.#unit = unit;
  }

  override ofUnit(unit: TimeUnit): void {
    this.#unit = unit;
  }

  ofNumber(value: number): number {
    const unit = this.#unitOf(value);
    if (unit === "ns") return Math.floor(value / 1e3);
    return unit === "us" ? Math.floor(value) : Math.round(value * US_PER_UNIT[unit]);
  }

  /** Exact also for nanoseconds, which a double cannot hold. */
  override ofWords(low: number, high: number): number {
    const value = high * TWO_32 + low;
    if (this.#unitOf(value) !== "ns") return this.ofNumber(value);
    return high * THOUSANDS + Math.floor((high * REST + low) / 1e3);
  }

  override ofText(bytes: Uint8Array, from: number, to: number): number {
    cursor.moveTo(bytes, from);
    const whole = cursor.integer(to);
    if (cursor.pos !== to || from === to) return super.ofText(bytes, from, to);
    if (this.#unitOf(whole) !== "ns") return this.ofNumber(whole);
    cursor.moveTo(bytes, from);
    return to - from > 3 ? cursor.integer(to - 3) : 0;
  }

  protected override ofWord(bytes: Uint8Array, from: number, to: number): number {
    const timeUs = isoTimeUs(bytes, from, to);
    return Number.isNaN(timeUs) ? super.ofWord(bytes, from, to) : timeUs;
  }

  #unitOf(value: number): TimeUnit {
    if (this.#unit !== null) return this.#unit;
    const size = Math.abs(value);
    const unit = size < 1e11 ? "s" : size < 1e14 ? "ms" : size < 1e17 ? "us" : "ns";
    if (size > 0) this.#unit = unit;
    return unit;
  }
}

/** Which words a column of sides was seen to use. */
export type SideWords = "book" | "trade" | "";

const encoder = new TextEncoder();

/** Words by what they mean, in the letters of the file or in small ones. */
class Words {
  readonly #words: readonly Uint8Array[];
  readonly #codes: readonly number[];

  constructor(codes: Readonly<Record<string, number>>) {
    this.#words = Object.keys(codes).map((word) => encoder.encode(word));
    this.#codes = Object.values(codes);
  }

  /** Code of the word in [from, to); UNREADABLE if it is none. */
  codeOf(bytes: Uint8Array, from: number, to: number): number {
    for (let index = 0; index < this.#words.length; index++) {
      if (isWord(this.#words[index], bytes, from, to)) return this.#codes[index];
    }
    return UNREADABLE;
  }
}

function isWord(word: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let at = 0; at < word.length; at++) {
    if ((bytes[from + at] | 0x20) !== word[at]) return false;
  }
  return true;
}

const NOTHING = new Words({ nan: 1, null: 1, none: 1, "n/a": 1, nat: 1 });

function isNothing(bytes: Uint8Array, from: number, to: number): boolean {
  return NOTHING.codeOf(bytes, from, to) === 1;
}

const BOOK_SIDES = new Words({ bid: 1, bids: 1, ask: -1, asks: -1, a: -1, offer: -1 });
const TRADE_SIDES = new Words({ buy: 1, sell: -1, s: -1, buyer: 1, seller: -1 });
const OTHER_SIDES = new Words({
  b: 1,
  true: 1,
  false: -1,
  unknown: 0,
  u: 0,
  n: 0,
  none: 0,
  nan: 0,
  null: 0,
});

/** 1 for bid or buy, -1 for ask or sell, 0 for unknown. */
export class SideUse extends AnyUse {
  /** Told by the first word that books or trades have to themselves. */
  words: SideWords = "";
  readonly #sign: number;

  constructor(isInverted: boolean) {
    super();
    this.#sign = isInverted ? -1 : 1;
  }

  /** Turned around, a column says yes or no (`isBuyerMaker`): there 0 is no. */
  ofNumber(value: number): number {
    if (value !== 0) return value === 1 || value === -1 ? this.#sign * value : UNREADABLE;
    return this.#sign < 0 ? 1 : 0;
  }

  override ofFlag(value: boolean): number {
    return value ? this.#sign : -this.#sign;
  }

  protected override ofWord(bytes: Uint8Array, from: number, to: number): number {
    const ofBook = BOOK_SIDES.codeOf(bytes, from, to);
    if (ofBook !== UNREADABLE) return this.#told("book", ofBook);
    const ofTrade = TRADE_SIDES.codeOf(bytes, from, to);
    if (ofTrade !== UNREADABLE) return this.#told("trade", ofTrade);
    const other = OTHER_SIDES.codeOf(bytes, from, to);
    return other === UNREADABLE ? UNREADABLE : this.#sign * other;
  }

  #told(words: SideWords, side: number): number {
    if (this.words === "") this.words = words;
    return this.#sign * side;
  }
}

const FLAGS = new Words({ true: 1, false: 0, t: 1, f: 0, yes: 1, no: 0, y: 1, n: 0 });

/** 1 for yes, 0 for no. */
export class FlagUse extends AnyUse {
  ofNumber(value: number): number {
    return value > 0 ? 1 : 0;
  }

  override ofFlag(value: boolean): number {
    return value ? 1 : 0;
  }

  protected override ofWord(bytes: Uint8Array, from: number, to: number): number {
    return FLAGS.codeOf(bytes, from, to);
  }
}

/** Kinds of rows by their number. */
export const KIND = { trade: 1, level: 2, change: 3, snapshot: 4, quote: 5, clear: 6 } as const;
const KINDS = new Words({
  ...KIND,
  trades: KIND.trade,
  fill: KIND.trade,
  delta: KIND.level,
  update: KIND.level,
  set: KIND.level,
  l2: KIND.level,
  book: KIND.level,
  depth: KIND.level,
  bbo: KIND.quote,
});

/** Number of a kind of rows, from its name. */
export class KindUse extends AnyUse {
  ofNumber(_value: number): number {
    return UNREADABLE;
  }

  protected override ofWord(bytes: Uint8Array, from: number, to: number): number {
    return KINDS.codeOf(bytes, from, to);
  }
}

/** Number of a kind, or UNREADABLE. */
export function kindNamed(name: string): number {
  const bytes = encoder.encode(name);
  return KINDS.codeOf(bytes, 0, bytes.length);
}

const utf8 = new TextDecoder();

/** Symbols by number, in the order in which they were met. */
export class SymbolUse extends AnyUse {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();
  #lastBytes: Uint8Array = new Uint8Array(0);
  #last = NaN;

  ofNumber(value: number): number {
    return this.#numberOf(String(value));
  }

  override ofText(bytes: Uint8Array, from: number, to: number): number {
    if (from === to) return NaN;
    if (!isSame(this.#lastBytes, bytes, from, to)) {
      this.#lastBytes = bytes.slice(from, to);
      this.#last = this.#numberOf(utf8.decode(this.#lastBytes));
    }
    return this.#last;
  }

  #numberOf(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      this.#numbers.set(name, number);
    }
    return number;
  }
}

function isSame(word: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let at = 0; at < word.length; at++) if (bytes[from + at] !== word[at]) return false;
  return true;
}
