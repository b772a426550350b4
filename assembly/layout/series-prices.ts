/**
 * A book without a grid: levels of any price, sorted.
 */

/** Behind it two lists of levels. */
@unmanaged
export class BookOfPrices {
  // offsets of the lists from the record
  bids: u32;
  asks: u32;
  // answers: prices and sizes of the best levels; sizes NaN where a side is empty
  bid: f64;
  bidSize: f64;
  ask: f64;
  askSize: f64;
}

/** Levels of a side, best at the end. Behind it key (price, turned for asks) and size of each. */
@unmanaged
export class PriceList {
  count: u32;
  /** Levels there is room for. */
  room: u32;
}
