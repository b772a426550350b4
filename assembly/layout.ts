/**
 * Every record in linear memory, drawn and named. Offsets inside a state are relative to the
 * state, so its bytes mean the same at any address and in any memory.
 *
 * `f64` pairs named `x, xCarry` are compensated sums: the value is `x + xCarry`.
 */
import * as abi from "./abi";

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

/**
 * One engine: what the host planned (down to `directoryCount`), then what changes. Behind the
 * record lie the instrument's state values and the counters, at `ENGINE_TOPICS` and
 * `ENGINE_COUNTERS` of `abi.ts`.
 */
@unmanaged
export class EngineState {
  magic: u32;
  version: u32;
  build: u32;
  bytes: u32;
  ticksPerUnit: f64;
  tickSize: f64;
  lotsPerUnit: f64;
  lotSize: f64;
  multiplier: f64;
  clockStep: f64;
  maxReversalUs: f64;
  maxSilenceUs: f64;
  /** Microseconds from midnight UTC to the opening of the session, in [0, day). */
  sessionOpenUs: f64;
  sessionLengthUs: f64;
  options: u32;
  instrument: u32;
  clock: u32;
  /** Levels a side settled at the end of every message. */
  messageLevels: u32;
  /** Levels a side settled when a row is due. */
  rowLevels: u32;
  bidLadder: u32;
  askLadder: u32;
  tickSizes: u32;
  tickSizeCount: u32;
  tradeRing: u32;
  tradeWindows: u32;
  tradeWindowCount: u32;
  session: u32;
  ofi: u32;
  ofiRing: u32;
  ofiWindows: u32;
  ofiWindowCount: u32;
  mlofi: u32;
  volatilities: u32;
  volatilityCount: u32;
  ops: u32;
  opCount: u32;
  values: u32;
  outputCount: u32;
  directory: u32;
  directoryCount: u32;

  /** Clock of the engine: time of the newest message, never going back. */
  time: f64;
  nextBoundary: f64;
  /** Time of a tick refused as an outlier, waiting to be confirmed; NaN if none. */
  suspectTime: f64;
  volumeSinceRow: f64;
  sequence: f64;
  feedSequence: f64;
  /** Receive time of the last header less the time of its message. */
  feedLatencyUs: f64;
  lastTradeTicks: f64;
  /** Price of the first level off the grid, NaN if there was none. */
  offGridPrice: f64;
  sessionIndex: f64;
  /** Official tick in force, in ticks of the grid. */
  officialTicks: f64;
  // the touch: best prices in ticks (-Infinity, +Infinity when a side is empty) and sizes
  bidTicks: f64;
  bidSize: f64;
  askTicks: f64;
  askSize: f64;
  ticksSinceRow: u32;
  /** Messages since the last row. */
  messagesSinceRow: u32;
  isOpenMessage: u32;
  messageHasTrade: u32;
  messageHasBook: u32;
  /** A clear came in this message, so its end makes the book valid. */
  isRebuilding: u32;
  isBookValid: u32;
  isHalted: u32;
  flags: u32;
  status: u32;
  needBlock: u32;
  refusal: u32;
  hasStarted: u32;
  tickSizeNext: u32;
  /** The message goes on whose first tick was refused as an outlier in time. */
  isRefusing: u32;
}

/** Head of a ring or list. Positions only grow; the record of position p lies at p & mask. */
@unmanaged
export class Ring {
  mask: u32;
  stride: u32;
  head: u32;
  tail: u32;
}

// ╒══════════════════════════ Ladder, one side of a book ═══════════════════════════════════╕
// │ A level's key is its tick for bids and minus its tick for asks: the best is the largest. │
// │ Keys in [base, base + window) live in `sizes` at key & (window - 1); worse ones in the   │
// │ sorted list `overflow`, best at its end. Bitmaps of three levels say which sizes stand.  │
// └──────────────────────────────────────────────────────────────────────────────────────────┘
@unmanaged
export class Ladder {
  window: u32;
  // offsets from the ladder; all but the overflow lie in its own block
  sizes: u32;
  words: u32;
  groups: u32;
  root: u32;
  topKeys: u32;
  topSizes: u32;
  overflow: u32;
  base: i32;
  /** No key above this one stands. */
  ceiling: i32;
  /** Levels in the window. */
  count: u32;
  /** Keys from here up are among the settled top levels. */
  floor: i32;
  /** 1 when a key at or above `floor` changed since the top was settled. */
  isStale: u32;
  /** Levels in the settled top. */
  topCount: u32;
  isPlaced: u32;
}

/** A trade in the ring: side is +1 buy, -1 sell, 0 unknown. */
@unmanaged
export class Trade {
  time: f64;
  ticks: f64;
  size: f64;
  side: f64;
}

/** Sums over the trades of a window; prices around `anchor`, in ticks. */
@unmanaged
export class TradeWindow {
  kind: u32;
  wantsPrice: u32;
  /** Microseconds (by time) or trades (by count). */
  span: f64;
  tail: u32;
  count: f64;
  anchor: f64;
  buy: f64;
  buyCarry: f64;
  sell: f64;
  sellCarry: f64;
  unknown: f64;
  unknownCarry: f64;
  weight: f64;
  weightCarry: f64;
  first: f64;
  firstCarry: f64;
  second: f64;
  secondCarry: f64;
}

/** Trades since the session opened: weighted Welford around the running mean, in ticks. */
@unmanaged
export class Session {
  buy: f64;
  buyCarry: f64;
  sell: f64;
  sellCarry: f64;
  unknown: f64;
  unknownCarry: f64;
  weight: f64;
  weightCarry: f64;
  /** Mean price and weighted sum of squared deviations, in ticks. */
  mean: f64;
  spread: f64;
}

/** One flow event in a ring, and one value of a column in a window by time. */
@unmanaged
export class Event {
  time: f64;
  value: f64;
}

/** Order flow imbalance of the touch. */
@unmanaged
export class Ofi {
  hasPrevious: u32;
  bidTicks: f64;
  bidSize: f64;
  askTicks: f64;
  askSize: f64;
  row: f64;
  rowCarry: f64;
}

@unmanaged
export class OfiWindow {
  /** Microseconds. */
  span: f64;
  sum: f64;
  carry: f64;
  tail: u32;
}

/**
 * Multi-level order flow imbalance, `levels` wide. Behind the record lie, each `levels` long:
 * bid keys i32, ask keys i32 (padded to 8 bytes), then f64 bid sizes, ask sizes, flow, depth.
 */
@unmanaged
export class Mlofi {
  levels: u32;
  hasPrevious: u32;
  /** Book messages of the row. */
  events: f64;
  /** Events whose depth is not yet in the sums, because the top has not changed since. */
  pending: f64;
}

/** Squared log returns of mid on a grid; the ring of returns lies behind the record. */
@unmanaged
export class Volatility {
  /** Microseconds between grid points. */
  step: f64;
  capacity: u32;
  count: u32;
  position: u32;
  /** Next grid point; 0 before the first message. */
  next: f64;
  mid: f64;
  /** Mid at the last grid point, NaN before the first. */
  gridMid: f64;
  sum: f64;
  carry: f64;
}

/** Moments of a window over a column: shifted sums around `shift`. */
@unmanaged
export class Rolling {
  /** 0 by rows, else microseconds. */
  span: f64;
  rows: u32;
  /** Values that must be known before a score is given. */
  minimum: u32;
  /** Offset of its ring from the state. */
  ring: u32;
  /** Flags that say why an answer is NaN. */
  why: u32;
  updates: u32;
  shift: f64;
  first: f64;
  firstCarry: f64;
  second: f64;
  secondCarry: f64;
  // answers of the last row
  sum: f64;
  mean: f64;
  variance: f64;
  score: f64;
}

@unmanaged
export class Ewm {
  /** Weight of a new value by rows, or microseconds of half-life when `isTimed`. */
  rate: f64;
  isTimed: u32;
  /** Flags that say why an answer is NaN. */
  why: u32;
  count: u32;
  mean: f64;
  variance: f64;
  time: f64;
  // answers of the last row
  score: f64;
  outMean: f64;
  outVariance: f64;
}

/** An EWMA chart or a CUSUM with its baseline. */
@unmanaged
export class Chart {
  // plan
  lambda: f64;
  limit: f64;
  slack: f64;
  cap: f64;
  baseline: u32;
  /** Values of phase 1, or values before an exponentially weighted baseline speaks. */
  warm: u32;
  rate: f64;
  maxFrozen: f64;
  /** Flags that say why an answer is NaN. */
  why: u32;
  // baseline
  center: f64;
  sigma: f64;
  mean: f64;
  spread: f64;
  count: f64;
  frozen: f64;
  // statistic
  up: f64;
  down: f64;
  decay: f64;
  upRun: f64;
  downRun: f64;
  /** Side on which the chart is alarming: +1, -1 or 0. */
  alarming: f64;
  // answers of the last row
  score: f64;
  width: f64;
  alarm: f64;
  value: f64;
  outUp: f64;
  outDown: f64;
  usedCenter: f64;
  usedSigma: f64;
}

/** One step of a row: what is computed from what into which value. */
@unmanaged
export class Op {
  code: i32;
  target: u32;
  /** Value the step reads, or offset of a field inside `block`. */
  source: u32;
  /** Offset of a block from the state. */
  block: u32;
  levels: u32;
  parameter: f64;
}

/** Where a block of a state lies and how it is moved into a larger state. */
@unmanaged
export class Entry {
  kind: u32;
  offset: u32;
  bytes: u32;
  /** Bytes at its head that the host planned and that are not moved. */
  planned: u32;
}

/** A tick size that came into force at a time, in ticks of the grid. */
@unmanaged
export class DatedTickSize {
  from: f64;
  officialTicks: f64;
}

/** Head of a signal table; columns of `stride` bytes follow, then the flags. */
@unmanaged
export class Table {
  capacity: u32;
  columns: u32;
  stride: u32;
  /** Offset of the first column from the table. */
  data: u32;
  /** Offset of the flags from the table. */
  flagsData: u32;
  /** Where the next row goes. */
  position: u32;
  /** Rows just before `position` that nobody has released. */
  unread: u32;
  /** Rows ever written, modulo 2^32; stored last, so that other threads may read up to it. */
  published: u32;
}

if (offsetof<Tick>() != abi.TICK_BYTES) ERROR("Tick does not match TICK_BYTES");
if (offsetof<Tick>("price") != abi.TICK_PRICE) ERROR("Tick.price does not match TICK_PRICE");
if (offsetof<Tick>("size") != abi.TICK_SIZE) ERROR("Tick.size does not match TICK_SIZE");
if (offsetof<Tick>("flags") != abi.TICK_FLAGS) ERROR("Tick.flags does not match TICK_FLAGS");
if (offsetof<Tick>("instrument") != abi.TICK_INSTRUMENT) {
  ERROR("Tick.instrument does not match TICK_INSTRUMENT");
}
if (<i32>offsetof<EngineState>() > abi.ENGINE_TOPICS) ERROR("EngineState reaches into its topics");
if (abi.ENGINE_TOPICS + 8 * abi.TOPIC_COUNT > abi.ENGINE_COUNTERS) ERROR("too many topics");
if (abi.ENGINE_COUNTERS + 8 * abi.COUNTERS > abi.ENGINE_BYTES) ERROR("too many counters");
