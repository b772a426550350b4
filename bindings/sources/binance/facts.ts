/**
 * Looks through the beginning of a Binance recording for what is known of its instrument: symbol,
 * contract, and the grid of its numbers. Lines of other symbols do not count; a snapshot names none
 * and does.
 */
import { GridGuess } from "../reading/grid.ts";
import type { SymbolsMet } from "../reading/symbol-choice.ts";
import type { InstrumentFacts } from "../source.ts";

const QUOTE = 0x22;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const NEWLINE = 10;
const POINT = 0x2e;
const LETTER_S = 0x73;
/** The symbol's member and its value end within so many bytes of a line. */
const SYMBOL_WITHIN = 240;

const PRICE_KEYS = new Set([..."pba"].map((key) => key.charCodeAt(0)));
const SIZE_KEYS = new Set([..."qBA"].map((key) => key.charCodeAt(0)));

const decoder = new TextDecoder();

/**
 * Contract and multiplier by the symbol's name. COIN-M futures (`BTCUSD_PERP`, `ETHUSD_250328`)
 * are inverse, a contract is 100 USD of BTC and 10 USD of any other coin; all else is linear.
 */
export function contractOf(symbol: string): Pick<InstrumentFacts, "contract" | "multiplier"> {
  if (!/USD_(PERP|\d{6})$/.test(symbol)) return { contract: "linear", multiplier: 1 };
  return { contract: "inverse", multiplier: symbol.startsWith("BTCUSD_") ? 100 : 10 };
}

/**
 * Symbol and grid of the lines in `[start, end)`.
 * @param asked the symbol the user names, if any; else it is the first one met, "" if there is none
 */
export function inferBinanceGrid(
  bytes: Uint8Array,
  start: number,
  end: number,
  asked: string | undefined,
): { symbol: string; grid: GridGuess; symbols: SymbolsMet } {
  const grid = new GridGuess();
  const met = new Set<string>();
  const names = new SymbolNames();
  let symbol = asked ?? "";
  for (let pos = start; pos < end; ) {
    const next = bytes.indexOf(NEWLINE, pos) + 1;
    const name = names.at(bytes, pos, next);
    symbol ||= name;
    if (name !== "") met.add(name);
    if (name === "" || name === symbol) lookAtLine(bytes, pos, next, grid);
    pos = next;
  }
  const others = [...met].filter((name) => name !== symbol);
  return { symbol, grid, symbols: { isMet: met.has(symbol), others, otherCount: others.length } };
}

/** Reads the member `"s"` of lines; a line that repeats the name before it makes no string. */
class SymbolNames {
  #name = "";
  #bytes = new Uint8Array(0);

  /** The member lies before any levels, within the first bytes of a line; "" if it does not. */
  at(bytes: Uint8Array, start: number, end: number): string {
    const stop = Math.min(start + SYMBOL_WITHIN, end);
    for (let pos = start; pos < stop; pos++) {
      if (bytes[pos] !== QUOTE || bytes[pos + 1] !== LETTER_S) continue;
      if (bytes[pos + 2] !== QUOTE || bytes[pos + 3] !== COLON) continue;
      let from = pos + 4;
      while (isBlank(bytes[from])) from++;
      if (bytes[from++] !== QUOTE) continue;
      let to = from;
      while (to < stop && bytes[to] !== QUOTE) to++;
      if (to < stop) return this.#nameOf(bytes.subarray(from, to));
    }
    return "";
  }

  #nameOf(bytes: Uint8Array): string {
    const known = this.#bytes;
    let same = 0;
    while (same < known.length && known[same] === bytes[same]) same++;
    if (same === known.length && same === bytes.length) return this.#name;
    this.#bytes = bytes.slice();
    this.#name = decoder.decode(bytes);
    return this.#name;
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 9 && byte <= 13);
}

function lookAtLine(bytes: Uint8Array, start: number, end: number, grid: GridGuess): void {
  for (let pos = start; pos < end; pos++) {
    if (bytes[pos] !== QUOTE) continue;
    const from = pos + 1;
    let to = from;
    while ((bytes[to] - 0x30) >>> 0 < 10 || bytes[to] === POINT) to++;
    if (to === from || bytes[to] !== QUOTE) continue;
    const before = bytes[pos - 1];
    const key = before === COLON ? bytes[pos - 3] : 0;
    if (before === OPEN_ARRAY || PRICE_KEYS.has(key)) grid.price(bytes, from, to);
    else if (before === COMMA || SIZE_KEYS.has(key)) grid.size(bytes, from, to);
    pos = to;
  }
}
