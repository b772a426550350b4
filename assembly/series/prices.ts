/**
 * A book without a grid: a level's key is its price to the bit, so that no tick size need be known.
 *
 * In    price and size, any finite numbers; size 0 deletes the level
 * Out   best levels; the levels of a side from the best down
 * Keeps BookOfPrices, two PriceList and 16 bytes a level
 * Cost  a few comparisons near the best level, a binary search elsewhere; the better ones move
 *
 * Source: own construction.
 */
import { BookOfPrices, PriceList } from "../layout";

const LEVEL_BYTES: usize = 16;
/** Levels from the best that are compared one by one before the rest is searched. */
const NEAR: u32 = 8;

function listOf(book: BookOfPrices, isBid: bool): PriceList {
  return changetype<PriceList>(changetype<usize>(book) + (isBid ? book.bids : book.asks));
}

// @ts-ignore: decorator
@inline
function entryAt(list: PriceList, index: u32): usize {
  return changetype<usize>(list) + offsetof<PriceList>() + <usize>index * LEVEL_BYTES;
}

// @ts-ignore: decorator
@inline
function keyAt(list: PriceList, index: u32): f64 {
  return load<f64>(entryAt(list, index));
}

/** Number of levels whose key is below `key`. */
function levelsBelow(list: PriceList, key: f64): u32 {
  let high = list.count;
  const near = high > NEAR ? high - NEAR : 0;
  if (near == 0 || keyAt(list, near - 1) < key) {
    while (high > near && keyAt(list, high - 1) >= key) high -= 1;
    return high;
  }
  let low: u32 = 0;
  high = near - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyAt(list, middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Empties the book. */
export function pricesClear(book: BookOfPrices): void {
  listOf(book, true).count = 0;
  listOf(book, false).count = 0;
  answer(book, true);
  answer(book, false);
}

/** Sets a level. False, and nothing done, where there is no room. */
export function pricesSet(book: BookOfPrices, isBid: bool, price: f64, size: f64): bool {
  const list = listOf(book, isBid);
  const key = isBid ? price : -price;
  const index = levelsBelow(list, key);
  const count = list.count;
  const at = entryAt(list, index);
  const rest = <usize>(count - index) * LEVEL_BYTES;
  if (index < count && load<f64>(at) == key) {
    if (size != 0.0) {
      store<f64>(at, size, 8);
    } else {
      memory.copy(at, at + LEVEL_BYTES, rest - LEVEL_BYTES);
      list.count = count - 1;
    }
  } else if (size != 0.0) {
    if (count == list.room) return false;
    memory.copy(at + LEVEL_BYTES, at, rest);
    store<f64>(at, key);
    store<f64>(at, size, 8);
    list.count = count + 1;
  }
  answer(book, isBid);
  return true;
}

// @ts-ignore: decorator
@inline
function answer(book: BookOfPrices, isBid: bool): void {
  const list = listOf(book, isBid);
  const count = list.count;
  const stands = count > 0;
  const at = entryAt(list, count - 1);
  const key = stands ? load<f64>(at) : 0.0;
  const size = stands ? load<f64>(at, 8) : NaN;
  if (isBid) {
    book.bid = key;
    book.bidSize = size;
  } else {
    book.ask = -key;
    book.askSize = size;
  }
}

/**
 * Writes up to `levels` levels that are worse than `price`, best first: price and size of each.
 * Answers how many there were.
 */
export function pricesBeyond(
  book: BookOfPrices,
  isBid: bool,
  price: f64,
  levels: u32,
  out: usize,
): u32 {
  const list = listOf(book, isBid);
  const end = levelsBelow(list, isBid ? price : -price);
  const taken = min<u32>(levels, end);
  for (let level: u32 = 0; level < taken; level++) {
    const at = entryAt(list, end - 1 - level);
    const to = out + <usize>level * LEVEL_BYTES;
    const key = load<f64>(at);
    store<f64>(to, isBid ? key : -key);
    store<f64>(to, load<f64>(at, 8), 8);
  }
  return taken;
}
