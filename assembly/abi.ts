/**
 * The contract between the core and its bindings: plain numbers, read by both compilers.
 *
 * Record sizes and offsets are in bytes. `layout.ts` checks them against the records at compile
 * time, so a number changed here alone stops the build.
 */

/** Raised whenever the bytes of a state change their meaning. */
export const ABI_VERSION = 1;
/** First four bytes of every engine state ("VIST", little endian). */
export const STATE_MAGIC = 0x54534956;

// --- Tick record -------------------------------------------------------------------------------

export const TICK_BYTES = 32;
export const TICK_TIME = 0;
export const TICK_PRICE = 8;
export const TICK_SIZE = 16;
export const TICK_FLAGS = 24;
export const TICK_INSTRUMENT = 28;

/** Bits of `flags` in a tick: kind (0-3), side (4-5), last of its message (8), topic (16-23). */
export const KIND_MASK = 0x0f;
/** The level at `price` now holds `size`; 0 deletes it. */
export const KIND_LEVEL_SET = 1;
/** The level at `price` grew by `size`, which may be negative. */
export const KIND_LEVEL_CHANGE = 2;
/** A trade; the side is the aggressor's, no side bit means unknown. */
export const KIND_TRADE = 3;
/** The ladder is emptied; the levels that follow, up to the end of the message, are a snapshot. */
export const KIND_CLEAR = 4;
/** Best bid or best ask of an instrument without depth; size 0 empties that side. */
export const KIND_QUOTE = 5;
/** A value of the instrument (`topic`), in `price`. */
export const KIND_STATE = 6;
/** Opens a message: `price` is the local receive time in microseconds, `size` the sequence number. */
export const KIND_HEADER = 7;
/** The feed lost messages: the book is unknown until the next clear. */
export const KIND_GAP = 8;

export const SIDE_MASK = 0x30;
export const SIDE_BID = 0x10;
export const SIDE_ASK = 0x20;
/** Aggressor bought. */
export const SIDE_BUY = 0x10;
/** Aggressor sold. */
export const SIDE_SELL = 0x20;

/** Set on the last record of a message. */
export const TICK_LAST = 0x100;

export const TOPIC_SHIFT = 16;
export const TOPIC_FUNDING_RATE = 0;
export const TOPIC_OPEN_INTEREST = 1;
export const TOPIC_INDEX_PRICE = 2;
export const TOPIC_MARK_PRICE = 3;
/** `price` is 1 while trading is halted or an auction collects orders, 0 while it is continuous. */
export const TOPIC_HALTED = 4;
export const TOPIC_COUNT = 5;

// --- Bits of the flags column --------------------------------------------------------------------

/** A column of this row is NaN because it has not seen enough yet. */
export const FLAG_WARMING = 1 << 0;
/** A column of this row is NaN because it does not exist (0/0, an empty side, sigma 0). */
export const FLAG_UNDEFINED = 1 << 1;
/** The book is not known: before the first snapshot, after a gap, after an off-grid level. */
export const FLAG_INVALID_BOOK = 1 << 2;
/** The feed lost messages since the last row. */
export const FLAG_GAP = 1 << 3;
/** The ladder was cleared and built anew since the last row. */
export const FLAG_RESYNC = 1 << 4;
/** A tick was older than the one before it; it was taken at the later time. */
export const FLAG_TIME_REVERSAL = 1 << 5;
/** Best bid above best ask after a complete message. */
export const FLAG_CROSSED = 1 << 6;
/** Best bid equal to best ask after a complete message. */
export const FLAG_LOCKED = 1 << 7;
/** A negative or non-finite size was refused. */
export const FLAG_BAD_SIZE = 1 << 8;
/** A non-finite or unrepresentable price, or a non-finite or far outlying time, was refused. */
export const FLAG_BAD_TICK = 1 << 9;
/** A level off the price grid made the book invalid. */
export const FLAG_OFF_GRID = 1 << 10;
/** A level change arrived while the book was invalid and was not applied. */
export const FLAG_DELTA_IGNORED = 1 << 11;
/** A trade without a side. */
export const FLAG_UNKNOWN_SIDE = 1 << 12;
/** The ladder window moved with the market. */
export const FLAG_WINDOW_MOVED = 1 << 13;
/** One side of the book is empty. */
export const FLAG_ONE_SIDED = 1 << 14;
/** A session opened since the last row. */
export const FLAG_SESSION_BREAK = 1 << 15;
/** Trading is halted. */
export const FLAG_HALTED = 1 << 16;
/** A chart raised an alarm in this row (an onset). */
export const FLAG_ALARM = 1 << 17;

// --- Counters, Float64, in this order --------------------------------------------------------------

export const COUNT_TICKS = 0;
export const COUNT_MESSAGES = 1;
export const COUNT_ROWS = 2;
export const COUNT_LEVELS = 3;
export const COUNT_TRADES = 4;
export const COUNT_QUOTES = 5;
export const COUNT_CLEARS = 6;
export const COUNT_GAPS = 7;
export const COUNT_DELTAS_IGNORED = 8;
export const COUNT_TIME_REVERSALS = 9;
export const COUNT_LARGE_REVERSALS = 10;
export const COUNT_BAD_TIMES = 11;
export const COUNT_BAD_PRICES = 12;
export const COUNT_BAD_SIZES = 13;
export const COUNT_OFF_GRID_LEVELS = 14;
export const COUNT_OFF_LOT_SIZES = 15;
export const COUNT_UNKNOWN_SIDES = 16;
export const COUNT_UNKNOWN_KINDS = 17;
export const COUNT_QUOTES_IGNORED = 18;
export const COUNT_OTHER_INSTRUMENT = 19;
export const COUNT_CROSSED_MESSAGES = 20;
export const COUNT_LOCKED_MESSAGES = 21;
export const COUNT_WINDOW_MOVES = 22;
export const COUNT_SESSION_BREAKS = 23;
export const COUNT_ALARMS = 24;
export const COUNTERS = 25;
