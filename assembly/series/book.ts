/**
 * An order book without an engine around it: levels in, best quotes and depth out.
 *
 *   imbalance = (bid depth - ask depth) / (bid depth + ask depth)
 *
 * In    price on the grid of the tick size, size from 0 (0 deletes the level), side
 * Out   best bid and ask with sizes, depth of the best `levels`, in units of price and size
 * Keeps BookOfLevels, two ladders, the levels beyond their windows
 * Cost  a change of a level; one settling where it touched the best levels
 *
 * What cannot be taken is answered by a code and changes nothing. A grid is exact up to 2^30 ticks.
 *
 * Source: the ladders of the engine (book/ladder, book/top).
 */
import * as abi from "../abi";
import { BookOfLevels, Ladder } from "../layout";
import { GRID_TOLERANCE, MAX_TICKS, imbalance } from "../math/guard";
import { topApply, topDepth } from "../book/kept";
import { ladderClear, ladderSet, ladderSize, levelCount, takeLevels } from "../book/ladder";
import { settleTop, topKeys, topSizes } from "../book/top";

/** Key of a side without levels. */
const NO_KEY: i32 = i32.MIN_VALUE;
/** What is left of a level after a change, relative to it, that is rounding and no size. */
const ROUNDING: f64 = 1e-12;

// @ts-ignore: decorator
@inline
export function ladderOf(book: BookOfLevels, isBid: bool): Ladder {
  return changetype<Ladder>(changetype<usize>(book) + (isBid ? book.bidLadder : book.askLadder));
}

/** Empties the book. */
export function bookClear(book: BookOfLevels): void {
  ladderClear(ladderOf(book, true));
  ladderClear(ladderOf(book, false));
  bookSettle(book);
}

/** Empties the book and forgets how many levels were taken. */
export function bookReset(book: BookOfLevels): void {
  book.count = 0.0;
  book.bidKey = NO_KEY;
  book.askKey = NO_KEY;
  book.bid = NaN;
  book.ask = NaN;
  bookClear(book);
}

// @ts-ignore: decorator
@inline
function keyOf(book: BookOfLevels, isBid: bool, price: f64): i32 {
  const ticks = <i32>nearest<f64>(price * book.ticksPerUnit);
  return isBid ? ticks : -ticks;
}

// @ts-ignore: decorator
@inline
function lotsOf(book: BookOfLevels, size: f64): f64 {
  return (book.hasLots ? nearest<f64>(size * book.lotsPerUnit) : size) + 0.0;
}

// @ts-ignore: decorator
@inline
function sizeOf(book: BookOfLevels, lots: f64): f64 {
  return book.isWholeLots ? lots / book.lotsPerUnit : lots * book.lotSize;
}

// @ts-ignore: decorator
@inline
function priceOf(book: BookOfLevels, ticks: f64): f64 {
  return book.isWholeTicks ? ticks / book.ticksPerUnit : ticks * book.tickSize;
}

/** 0 where a level can be taken, else why not. */
// @ts-ignore: decorator
@inline
function whyNot(book: BookOfLevels, price: f64, size: f64): i32 {
  const ticks = price * book.ticksPerUnit;
  const lots = size * book.lotsPerUnit;
  if (!(abs<f64>(ticks) <= MAX_TICKS)) return abi.LEVEL_BAD_PRICE;
  if (abs<f64>(ticks - nearest<f64>(ticks)) > GRID_TOLERANCE) return abi.LEVEL_OFF_GRID;
  if (!(size >= 0.0 && lots <= book.maxSize)) return abi.LEVEL_BAD_SIZE;
  const isOffLot = book.hasLots && abs<f64>(lots - nearest<f64>(lots)) > GRID_TOLERANCE;
  return isOffLot ? abi.LEVEL_OFF_LOT : 0;
}

/** 0 where a level can be taken, else why not. */
export function bookWhyNot(book: BookOfLevels, price: f64, size: f64): i32 {
  return whyNot(book, price, size);
}

/**
 * Index of the first of `count` levels that cannot be taken, `count` if none. Where there is a
 * column of sides, each is 1 or -1.
 */
export function bookCheck(
  book: BookOfLevels,
  sides: usize,
  prices: usize,
  sizes: usize,
  count: u32,
): u32 {
  let index: u32 = sides == 0 ? 0 : firstNoSide(sides, count);
  const end = sides == 0 ? count : index;
  for (index = plainCount(book, prices, sizes, end); index < end; index++) {
    const at = <usize>index << 3;
    if (whyNot(book, load<f64>(prices + at), load<f64>(sizes + at)) != 0) return index;
  }
  return end;
}

function firstNoSide(sides: usize, count: u32): u32 {
  const one = f64x2.splat(1.0);
  let index: u32 = 0;
  while (index + 2 <= count) {
    if (!i64x2.all_true(f64x2.eq(f64x2.abs(v128.load(sides + (<usize>index << 3))), one))) break;
    index += 2;
  }
  while (index < count && abs<f64>(load<f64>(sides + (<usize>index << 3))) == 1.0) index += 1;
  return index;
}

/** How many levels from the first on are known to be fine, looking at two at a time. */
function plainCount(book: BookOfLevels, prices: usize, sizes: usize, count: u32): u32 {
  const ticksPerUnit = f64x2.splat(book.ticksPerUnit);
  const lotsPerUnit = f64x2.splat(book.lotsPerUnit);
  const mostTicks = f64x2.splat(MAX_TICKS);
  const mostSize = f64x2.splat(book.maxSize);
  const offGrid = f64x2.splat(GRID_TOLERANCE);
  const offLots = f64x2.splat(book.hasLots ? GRID_TOLERANCE : Infinity);
  const zero = f64x2.splat(0.0);
  let index: u32 = 0;
  for (; index + 2 <= count; index += 2) {
    const size = v128.load(sizes + (<usize>index << 3));
    const ticks = f64x2.mul(v128.load(prices + (<usize>index << 3)), ticksPerUnit);
    const lots = f64x2.mul(size, lotsPerUnit);
    const tickOff = f64x2.abs(f64x2.sub(ticks, f64x2.nearest(ticks)));
    const lotOff = f64x2.abs(f64x2.sub(lots, f64x2.nearest(lots)));
    const isPrice = v128.and(f64x2.le(tickOff, offGrid), f64x2.le(f64x2.abs(ticks), mostTicks));
    const isSize = v128.and(f64x2.ge(size, zero), f64x2.le(lots, mostSize));
    const isFine = v128.and(v128.and(isPrice, isSize), f64x2.le(lotOff, offLots));
    if (!i64x2.all_true(isFine)) break;
  }
  return index;
}

/** Sets a level: 1 where it touched the best levels, 0 where not, else why it was not taken. */
export function bookSet(book: BookOfLevels, isBid: bool, price: f64, size: f64): i32 {
  const code = whyNot(book, price, size);
  return code != 0 ? code : put(book, isBid, keyOf(book, isBid, price), lotsOf(book, size));
}

/** Adds `size` to a level. What takes away more than stands is refused. */
export function bookChange(book: BookOfLevels, isBid: bool, price: f64, size: f64): i32 {
  const code = whyNot(book, price, abs<f64>(size));
  if (code != 0) return code;
  const key = keyOf(book, isBid, price);
  const before = ladderSize(ladderOf(book, isBid), key);
  const change = lotsOf(book, size);
  let after = before + change;
  if (abs<f64>(after) <= ROUNDING * before) after = 0.0;
  if (after < 0.0) return abi.LEVEL_TOO_SMALL;
  return put(book, isBid, key, after);
}

// @ts-ignore: decorator
@inline
function put(book: BookOfLevels, isBid: bool, key: i32, lots: f64): i32 {
  const ladder = ladderOf(book, isBid);
  if (!ladderSet(ladder, key, lots)) return abi.LEVEL_NO_ROOM;
  book.count += 1.0;
  if (!ladder.isStale) return 0;
  topApply(ladder, book.kept, key, lots);
  if (isBid) answerBids(book);
  else answerAsks(book);
  return 1;
}

/**
 * Sets levels of one side that were checked, without settling. Answers how many: fewer than
 * `count` where there is no room beyond the window.
 */
export function bookSetMany(
  book: BookOfLevels,
  isBid: bool,
  prices: usize,
  sizes: usize,
  count: u32,
): u32 {
  const ladder = ladderOf(book, isBid);
  let index: u32 = 0;
  for (; index < count; index++) {
    const at = <usize>index << 3;
    const key = keyOf(book, isBid, load<f64>(prices + at));
    if (!ladderSet(ladder, key, lotsOf(book, load<f64>(sizes + at)))) break;
  }
  book.count += <f64>index;
  return index;
}

/** Brings the best levels and the answers up to date. */
export function bookSettle(book: BookOfLevels): void {
  settle(book, ladderOf(book, true));
  settle(book, ladderOf(book, false));
  answerBids(book);
  answerAsks(book);
}

function settle(book: BookOfLevels, ladder: Ladder): void {
  if (ladder.isStale) settleTop(ladder, book.kept);
}

// @ts-ignore: decorator
@inline
function answerBids(book: BookOfLevels): void {
  const ladder = ladderOf(book, true);
  const key = load<i32>(topKeys(ladder));
  if (key != book.bidKey) {
    book.bidKey = key;
    book.bid = key == NO_KEY ? NaN : priceOf(book, <f64>key);
  }
  sizesOf(book, ladder, changetype<usize>(book) + offsetof<BookOfLevels>("bidSize"));
}

// @ts-ignore: decorator
@inline
function answerAsks(book: BookOfLevels): void {
  const ladder = ladderOf(book, false);
  const key = load<i32>(topKeys(ladder));
  if (key != book.askKey) {
    book.askKey = key;
    book.ask = key == NO_KEY ? NaN : priceOf(book, <f64>-key);
  }
  sizesOf(book, ladder, changetype<usize>(book) + offsetof<BookOfLevels>("askSize"));
}

/** Writes the size of the best level, and the depth behind it. */
// @ts-ignore: decorator
@inline
function sizesOf(book: BookOfLevels, ladder: Ladder, to: usize): void {
  const depth = f64x2.splat(topDepth(ladder, book.levels));
  const lots = f64x2.replace_lane(depth, 0, load<f64>(topSizes(ladder)));
  const sizes = book.isWholeLots
    ? f64x2.div(lots, f64x2.splat(book.lotsPerUnit))
    : f64x2.mul(lots, f64x2.splat(book.lotSize));
  v128.store(to, sizes);
}

/** Size on the best `levels` of a side, at most as many as are kept. */
export function bookDepth(book: BookOfLevels, isBid: bool, levels: u32): f64 {
  return sizeOf(book, topDepth(ladderOf(book, isBid), levels));
}

/** Size standing at a price, 0 if none, NaN off the grid. */
export function bookSize(book: BookOfLevels, isBid: bool, price: f64): f64 {
  if (whyNot(book, price, 0.0) != 0) return NaN;
  return sizeOf(book, ladderSize(ladderOf(book, isBid), keyOf(book, isBid, price)));
}

export function bookLevelCount(book: BookOfLevels, isBid: bool): u32 {
  return levelCount(ladderOf(book, isBid));
}

/** Writes the best `levels` of a side, best first. Answers how many there were. */
export function bookLevels(
  book: BookOfLevels,
  isBid: bool,
  levels: u32,
  prices: usize,
  sizes: usize,
): u32 {
  const taken = takeLevels(ladderOf(book, isBid), levels, prices, sizes);
  // from the last one on, for a key takes half the room of a price
  for (let index = <i32>taken - 1; index >= 0; index--) {
    const key = load<i32>(prices + (<usize>index << 2));
    store<f64>(prices + (<usize>index << 3), priceOf(book, <f64>(isBid ? key : -key)));
    const at = sizes + (<usize>index << 3);
    store<f64>(at, sizeOf(book, load<f64>(at)));
  }
  return taken;
}

/**
 * Sets `count` levels that were checked, bids where `sides` is positive, and writes after each best
 * bid, its size, best ask, its size, and the imbalance of the settled levels. Answers how many were
 * taken: fewer where there is no room.
 */
export function bookProcess(
  book: BookOfLevels,
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
  let weight = imbalance(book.bidDepth, book.askDepth);
  for (let index: u32 = 0; index < count; index++) {
    const at = <usize>index << 3;
    const isBid = load<f64>(sides + at) > 0.0;
    const key = keyOf(book, isBid, load<f64>(prices + at));
    const code = put(book, isBid, key, lotsOf(book, load<f64>(sizes + at)));
    if (code == abi.LEVEL_NO_ROOM) return index;
    if (code == 1) weight = imbalance(book.bidDepth, book.askDepth);
    store<f64>(bids + at, book.bid);
    store<f64>(bidSizes + at, book.bidSize);
    store<f64>(asks + at, book.ask);
    store<f64>(askSizes + at, book.askSize);
    store<f64>(imbalances + at, weight);
  }
  return count;
}
