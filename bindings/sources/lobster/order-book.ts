/**
 * The first row of a LOBSTER order book file: the book after the first message.
 *
 * A row is ask price, ask size, bid price, bid size, and the same for each further level; prices
 * in USD * 10000. A level that does not exist has size 0 and a price of +-9999999999.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";

const HEAD_BYTES = 1 << 16;
const LEVEL_CELLS = 4;

/** Levels that stand in the first row: price (USD * 10000), size, price, ... */
export interface FirstBook {
  readonly asks: readonly number[];
  readonly bids: readonly number[];
}

/** @throws {Error} with a sentence that names the file, if it holds no such row */
export function readFirstBook(path: string): FirstBook {
  const [line] = firstText(path).split(/\r?\n/, 1);
  const texts = line.split(",").map((cell) => cell.trim());
  const cells = texts.map((cell) => (/^-?\d+$/.test(cell) ? Number(cell) : NaN));
  if (cells.length % LEVEL_CELLS !== 0 || cells.some(Number.isNaN)) {
    throw new Error(
      `its order book file "${path}" must begin with ask price, ask size, bid price, bid ` +
        "size, ... as whole numbers",
    );
  }
  return { asks: levelsFrom(cells, 0), bids: levelsFrom(cells, 2) };
}

function levelsFrom(cells: readonly number[], first: number): number[] {
  const levels: number[] = [];
  for (let at = first; at < cells.length; at += LEVEL_CELLS) {
    if (cells[at + 1] > 0) levels.push(cells[at], cells[at + 1]);
  }
  return levels;
}

function firstText(path: string): string {
  try {
    const bytes = firstBytes(path);
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const text = isGzip ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes;
    return new TextDecoder().decode(text);
  } catch (error) {
    throw new Error(`its order book file "${path}" cannot be read: ${(error as Error).message}`);
  }
}

function firstBytes(path: string): Uint8Array {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(HEAD_BYTES);
    return bytes.subarray(0, readSync(file, bytes, 0, HEAD_BYTES, 0));
  } finally {
    closeSync(file);
  }
}
