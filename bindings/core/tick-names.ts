/** The bits of ticks and rows by name, for those who do not read `abi.ts`. */
import * as abi from "../../assembly/abi.ts";

/** Bits of a tick's `flags`: one kind, a side where it has one, `last` at the end of a message. */
export const Tick = {
  /** The level at this price now holds this size; 0 deletes it. */
  level: abi.KIND_LEVEL_SET,
  /** The level at this price changed by this size, which may be negative. */
  change: abi.KIND_LEVEL_CHANGE,
  /** A trade; its side is the aggressor, none means unknown. */
  trade: abi.KIND_TRADE,
  /** A snapshot begins: the ladder is emptied. */
  clear: abi.KIND_CLEAR,
  /** Best price and size of a side; size 0 empties it. */
  quote: abi.KIND_QUOTE,
  /** A value of the instrument, with one of the topics below. */
  state: abi.KIND_STATE,
  /** Opens a message: price is the receive time in microseconds, size the sequence number. */
  header: abi.KIND_HEADER,
  /** Messages were lost; the book is unknown until the next snapshot. */
  gap: abi.KIND_GAP,
  /** Side of a level or quote. */
  bid: abi.SIDE_BID,
  /** Side of a level or quote. */
  ask: abi.SIDE_ASK,
  /** Aggressor of a trade. */
  buy: abi.SIDE_BUY,
  /** Aggressor of a trade. */
  sell: abi.SIDE_SELL,
  /** The message is complete: set on its last tick. */
  last: abi.TICK_LAST,
  /** Topic of a state tick: rate a funding interval. */
  fundingRate: abi.TOPIC_FUNDING_RATE << abi.TOPIC_SHIFT,
  /** Topic of a state tick: open contracts. */
  openInterest: abi.TOPIC_OPEN_INTEREST << abi.TOPIC_SHIFT,
  /** Topic of a state tick. */
  indexPrice: abi.TOPIC_INDEX_PRICE << abi.TOPIC_SHIFT,
  /** Topic of a state tick. */
  markPrice: abi.TOPIC_MARK_PRICE << abi.TOPIC_SHIFT,
  /** Topic of a state tick: 1 halted, 0 not. */
  halted: abi.TOPIC_HALTED << abi.TOPIC_SHIFT,
} as const;

/** Bits of the flags column; see docs/definitions.md. */
export const Flag = {
  /** A column is NaN because it has not seen enough yet. */
  warming: abi.FLAG_WARMING,
  /** A column is NaN because it does not exist: 0/0, an empty side, sigma 0. */
  undefined: abi.FLAG_UNDEFINED,
  /** The book is not known. */
  invalidBook: abi.FLAG_INVALID_BOOK,
  /** Messages were lost since the last row. */
  gap: abi.FLAG_GAP,
  /** The book was cleared and built anew. */
  resync: abi.FLAG_RESYNC,
  /** A tick was older than the one before it. */
  timeReversal: abi.FLAG_TIME_REVERSAL,
  /** Best bid above best ask, at the row or since the last one. */
  crossed: abi.FLAG_CROSSED,
  /** Best bid equal to best ask, at the row or since the last one. */
  locked: abi.FLAG_LOCKED,
  /** A size was refused. */
  badSize: abi.FLAG_BAD_SIZE,
  /** A price, time or kind was refused. */
  badTick: abi.FLAG_BAD_TICK,
  /** A level lay off the price grid. */
  offGrid: abi.FLAG_OFF_GRID,
  /** A level change came while the book was not known. */
  deltaIgnored: abi.FLAG_DELTA_IGNORED,
  /** A trade had no side. */
  unknownSide: abi.FLAG_UNKNOWN_SIDE,
  /** The window of the ladder moved with the market. */
  windowMoved: abi.FLAG_WINDOW_MOVED,
  /** A side was empty, at the row or since the last one. */
  oneSided: abi.FLAG_ONE_SIDED,
  /** A session opened. */
  sessionBreak: abi.FLAG_SESSION_BREAK,
  /** Trading is halted. */
  halted: abi.FLAG_HALTED,
  /** A chart raised an alarm in this row. */
  alarm: abi.FLAG_ALARM,
} as const;
