/**
 * One engine: its own record, its directory, the steps of its rows, its table.
 */
import * as abi from "../abi";

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
  /** Two `Lane` records: bids and trades, asks. */
  lanes: u32;
  /** Funding times, microseconds after midnight UTC, f64 each, sorted. */
  fundingTimes: u32;
  fundingTimeCount: u32;
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
  /** Offsets of all rings that grow, u32 each. */
  rings: u32;
  ringCount: u32;
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
  /** Before this time neither a session opens nor a tick size changes. */
  nextChange: f64;
  nextTickSizeAt: f64;
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
  /** 1 once trades were no whole numbers of lots and ticks, or too large ones. */
  hasFractions: u32;
  /** The message goes on whose first tick was refused as an outlier in time. */
  isRefusing: u32;
  /** `TradeTotals` of all trades, kept while they are whole numbers. */
  bought: i64;
  sold: i64;
  unsided: i64;
  paid: i64;
}

// ╒═════════════ Lane (64 bytes): four vectors of price and size ═════════════╕
// │ +0  what turns them into key and lots   +16 largest that may be taken     │
// │ +32 what rounds them                    +48 squared distance from the grid│
// └───────────────────────────────────────────────────────────────────────────┘
/** How the price and the size of a record become key and lots, both in one vector. */
@unmanaged
export class Lane {
  /** Ticks in a unit of price; negative for asks. */
  keysPerUnit: f64;
  lotsPerUnit: f64;
  priceLimit: f64;
  sizeLimit: f64;
  /** 1.5 * 2^52, or 0 for sizes without a lot. */
  keyRounding: f64;
  lotsRounding: f64;
  keyTolerance: f64;
  lotsTolerance: f64;
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

if (<i32>offsetof<EngineState>() > abi.ENGINE_TOPICS) ERROR("EngineState reaches into its topics");
if (abi.ENGINE_TOPICS + 8 * abi.TOPIC_COUNT > abi.ENGINE_COUNTERS) ERROR("too many topics");
if (abi.ENGINE_COUNTERS + 8 * abi.COUNTERS > abi.ENGINE_BYTES) ERROR("too many counters");
