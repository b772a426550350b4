/**
 * What the market sends and what stands: ticks, rings of them, one side of the book.
 */
import * as abi from "../abi";

// ╒═══════════ Tick (32 bytes) ═══════════╕
// │ +0  time  +8 price  +16 size          │
// │ +24 flags +28 instrument              │
// └───────────────────────────────────────┘
@unmanaged
export class Tick {
  time: f64;
  price: f64;
  size: f64;
  flags: u32;
  instrument: u32;
}

/** Head of a ring or list. Positions only grow; the record of position p lies at p & mask. */
@unmanaged
export class Ring {
  mask: u32;
  stride: u32;
  head: u32;
  tail: u32;
}

/** One flow event in a ring, and one value of a column in a window by time. */
@unmanaged
export class Event {
  time: f64;
  value: f64;
}

// ╒══════════════════════════ Ladder, one side of a book ═══════════════════════════════════╕
// │ A level's key is its tick for bids and minus its tick for asks: the best is the largest. │
// │ Keys in [base, base + window) live in `sizes` at key & (window - 1); worse ones in the   │
// │ sorted list `overflow`, best at its end. Bytes say which sizes stand.                    │
// └──────────────────────────────────────────────────────────────────────────────────────────┘
@unmanaged
export class Ladder {
  window: u32;
  /** `window` - 1, as a field: a difference would be taken anew for every level of a run. */
  mask: u32;
  // offsets from the ladder; all but the overflow lie in its own block
  sizes: u32;
  occupied: u32;
  marks: u32;
  /** `HINTS` entries of the overflow, u32: where a key was found last. */
  hints: u32;
  topKeys: u32;
  topSizes: u32;
  topSums: u32;
  topChanges: u32;
  overflow: u32;
  base: i32;
  /** No key above this one stands. */
  ceiling: i32;
  /** Levels in the window. */
  count: u32;
  /** Levels in the overflow. */
  beyond: u32;
  /** Keys from here up are among the settled top levels. */
  floor: i32;
  /** 1 when a key at or above `floor` changed since the top was settled. */
  isStale: u32;
  /** 1 where the message that was settled last changed the top. */
  hasChanged: u32;
  /** Levels in the settled top. */
  topCount: u32;
  isPlaced: u32;
  /** Lots on the levels from `floor` up, where the best levels are followed (book/best). */
  depth: f64;
  /** Keys of the window below `floor`, where the best levels are followed. */
  span: u32;
}

/** What was traded until some moment, in lots and lots times ticks: whole numbers. */
@unmanaged
export class TradeTotals {
  bought: i64;
  sold: i64;
  unsided: i64;
  paid: i64;
}

/** A trade in the ring; `sum` is the offset of the sum in a window that it belongs to. */
@unmanaged
export class Trade {
  time: f64;
  ticks: f64;
  size: f64;
  sum: u32;
  /** `TradeTotals` of the trades before it. */
  boughtBefore: i64;
  soldBefore: i64;
  unsidedBefore: i64;
  paidBefore: i64;
}

if (offsetof<Tick>() != abi.TICK_BYTES) ERROR("Tick does not match TICK_BYTES");
if (offsetof<Tick>("price") != abi.TICK_PRICE) ERROR("Tick.price does not match TICK_PRICE");
if (offsetof<Tick>("size") != abi.TICK_SIZE) ERROR("Tick.size does not match TICK_SIZE");
if (offsetof<Tick>("flags") != abi.TICK_FLAGS) ERROR("Tick.flags does not match TICK_FLAGS");
if (offsetof<Tick>("instrument") != abi.TICK_INSTRUMENT) {
  ERROR("Tick.instrument does not match TICK_INSTRUMENT");
}
