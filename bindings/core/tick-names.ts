/** The bits of ticks and rows by name, for those who do not read `abi.ts`. */
import * as abi from "../../assembly/abi.ts";

/** Bits of a tick's `flags`: one kind, a side where it has one, `last` at the end of a message. */
export const Tick = {
  level: abi.KIND_LEVEL_SET,
  change: abi.KIND_LEVEL_CHANGE,
  trade: abi.KIND_TRADE,
  clear: abi.KIND_CLEAR,
  quote: abi.KIND_QUOTE,
  state: abi.KIND_STATE,
  header: abi.KIND_HEADER,
  gap: abi.KIND_GAP,
  bid: abi.SIDE_BID,
  ask: abi.SIDE_ASK,
  buy: abi.SIDE_BUY,
  sell: abi.SIDE_SELL,
  last: abi.TICK_LAST,
  fundingRate: abi.TOPIC_FUNDING_RATE << abi.TOPIC_SHIFT,
  openInterest: abi.TOPIC_OPEN_INTEREST << abi.TOPIC_SHIFT,
  indexPrice: abi.TOPIC_INDEX_PRICE << abi.TOPIC_SHIFT,
  markPrice: abi.TOPIC_MARK_PRICE << abi.TOPIC_SHIFT,
  halted: abi.TOPIC_HALTED << abi.TOPIC_SHIFT,
} as const;

/** Bits of the flags column; see docs/definitions.md. */
export const Flag = {
  warming: abi.FLAG_WARMING,
  undefined: abi.FLAG_UNDEFINED,
  invalidBook: abi.FLAG_INVALID_BOOK,
  gap: abi.FLAG_GAP,
  resync: abi.FLAG_RESYNC,
  timeReversal: abi.FLAG_TIME_REVERSAL,
  crossed: abi.FLAG_CROSSED,
  locked: abi.FLAG_LOCKED,
  badSize: abi.FLAG_BAD_SIZE,
  badTick: abi.FLAG_BAD_TICK,
  offGrid: abi.FLAG_OFF_GRID,
  deltaIgnored: abi.FLAG_DELTA_IGNORED,
  unknownSide: abi.FLAG_UNKNOWN_SIDE,
  windowMoved: abi.FLAG_WINDOW_MOVED,
  oneSided: abi.FLAG_ONE_SIDED,
  sessionBreak: abi.FLAG_SESSION_BREAK,
  halted: abi.FLAG_HALTED,
  alarm: abi.FLAG_ALARM,
} as const;
