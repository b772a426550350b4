/**
 * An order book by itself: units, two ladders, and what is read after every change.
 */

/** Behind it two ladders and what lies beyond their windows. */
@unmanaged
export class BookOfLevels {
  // offsets of the ladders from the record
  bidLadder: u32;
  askLadder: u32;
  /** Best levels that the answers are about; those that are kept, a multiple of four. */
  levels: u32;
  kept: u32;
  /** Sizes are counted in lots. */
  hasLots: u32;
  /** One unit of price, of size, is a whole number of ticks, of lots: exact by a division. */
  isWholeTicks: u32;
  isWholeLots: u32;
  ticksPerUnit: f64;
  tickSize: f64;
  lotsPerUnit: f64;
  lotSize: f64;
  /** Largest size of a level. */
  maxSize: f64;
  // best keys that the prices of the answers were made from
  bidKey: i32;
  askKey: i32;
  /** Levels taken. */
  count: f64;
  // answers, in units of price and size: prices NaN and sizes 0 where a side is empty
  bid: f64;
  bidSize: f64;
  bidDepth: f64;
  ask: f64;
  askSize: f64;
  askDepth: f64;
}
