/** The border of `series/book`. */
import { BookOfLevels } from "../../layout";
import {
  bookChange,
  bookCheck,
  bookClear,
  bookDepth,
  bookLevelCount,
  bookLevels,
  bookProcess,
  bookReset,
  bookSet,
  bookSetMany,
  bookSettle,
  bookSize,
  bookWhyNot,
} from "../book";

/** Brings a planned book to rest. */
export function bookResetAt(at: usize): void {
  bookReset(changetype<BookOfLevels>(at));
}

/** Empties the book. */
export function bookClearAt(at: usize): void {
  bookClear(changetype<BookOfLevels>(at));
}

/** 0 where a level can be taken, below 0 why not. */
export function bookWhyNotAt(at: usize, price: f64, size: f64): i32 {
  return bookWhyNot(changetype<BookOfLevels>(at), price, size);
}

/** Index of the first of `count` levels that cannot be taken; `sides` may be 0 for none. */
export function bookCheckAt(
  at: usize,
  sides: usize,
  prices: usize,
  sizes: usize,
  count: u32,
): u32 {
  return bookCheck(changetype<BookOfLevels>(at), sides, prices, sizes, count);
}

/** Sets a level: 1 where it touched the best levels, 0 where not, below 0 why it was not taken. */
export function bookSetAt(at: usize, isBid: u32, price: f64, size: f64): i32 {
  return bookSet(changetype<BookOfLevels>(at), isBid != 0, price, size);
}

/** Adds to a level; answers as `bookSetAt`. */
export function bookChangeAt(at: usize, isBid: u32, price: f64, size: f64): i32 {
  return bookChange(changetype<BookOfLevels>(at), isBid != 0, price, size);
}

/** Sets checked levels of one side, without settling; answers how many there was room for. */
export function bookSetManyAt(
  at: usize,
  isBid: u32,
  prices: usize,
  sizes: usize,
  count: u32,
): u32 {
  return bookSetMany(changetype<BookOfLevels>(at), isBid != 0, prices, sizes, count);
}

/** Brings the best levels and the answers up to date. */
export function bookSettleAt(at: usize): void {
  bookSettle(changetype<BookOfLevels>(at));
}

/** Size on the best levels of a side, at most as many as are kept settled. */
export function bookDepthAt(at: usize, isBid: u32, levels: u32): f64 {
  return bookDepth(changetype<BookOfLevels>(at), isBid != 0, levels);
}

/** Size standing at a price, 0 if none, NaN off the grid. */
export function bookSizeAt(at: usize, isBid: u32, price: f64): f64 {
  return bookSize(changetype<BookOfLevels>(at), isBid != 0, price);
}

/** Levels standing on a side. */
export function bookLevelCountAt(at: usize, isBid: u32): u32 {
  return bookLevelCount(changetype<BookOfLevels>(at), isBid != 0);
}

/** Writes the best levels of a side, best first; answers how many there were. */
export function bookLevelsAt(
  at: usize,
  isBid: u32,
  levels: u32,
  prices: usize,
  sizes: usize,
): u32 {
  return bookLevels(changetype<BookOfLevels>(at), isBid != 0, levels, prices, sizes);
}

/** Sets checked levels and writes the touch and the imbalance after each; answers how many. */
export function bookProcessAt(
  at: usize,
  sides: usize,
  prices: usize,
  sizes: usize,
  bids: usize,
  bidSizes: usize,
  asks: usize,
  askSizes: usize,
  imbalances: usize,
  count: u32,
): u32 {
  const book = changetype<BookOfLevels>(at);
  return bookProcess(
    book,
    sides,
    prices,
    sizes,
    bids,
    bidSizes,
    asks,
    askSizes,
    imbalances,
    count,
  );
}
