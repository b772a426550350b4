/**
 * Sale conditions of US stock trades, as the bits of a hexadecimal number: which trades are no
 * order flow at the price of their time.
 *
 * Left out by default, whatever other bits are set:
 *
 *   cash, next day, seller's option   settled otherwise, so the price is not comparable
 *   derivatively priced               price from elsewhere (a formula, an option, the day's VWAP)
 *   average price                     price of many earlier trades
 *   prior reference price             price of an earlier time
 *   sold (late), out of sequence      reported long after the trade
 *   form T, extended hours            outside of the trading session
 *   stock-option                      one leg of a package
 *   official open, official close     repeats a trade that was reported already
 *
 * Kept: regular, intermarket sweep, automatic execution, odd lots, trade-through exempt, auction
 * prints of the open and the close, crosses.
 *
 * Source: QuantConnect/Lean, Data/equity/readme.md ("Tick Sale Conditions"), after AlgoSeek.
 */
import type { Cells } from "../reading/cells.ts";

const IRREGULAR = [
  0x2, // cash
  0x4, // next day
  0x8, // seller's option
  0x200, // derivatively priced
  0x400, // form T
  0x800, // sold
  0x2000, // extended hours
  0x4000, // out of sequence
  0x40000, // stock-option
  0x100000, // average price
  0x1000000, // official close
  0x2000000, // prior reference price
  0x4000000, // official open
].reduce((mask, bit) => mask | bit, 0);

/** Eight hexadecimal digits are 32 bits. */
const MAX_DIGITS = 8;

/** The bits of a cell; 0 if it is empty, NaN if it is no such number. */
export function conditionOf(cells: Cells, cell: number): number {
  if (cells.isEmpty(cell)) return 0;
  const { bytes } = cells;
  const end = cells.to[cell];
  if (end - cells.from[cell] > MAX_DIGITS) return NaN;
  let value = 0;
  for (let pos = cells.from[cell]; pos < end; pos++) {
    const digit = hexDigit(bytes[pos]);
    if (digit < 0) return NaN;
    value = value * 16 + digit;
  }
  return value;
}

/** Is the trade order flow at the price of its time? */
export function isRegular(condition: number): boolean {
  return (condition & IRREGULAR) === 0;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
