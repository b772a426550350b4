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
/**
 * Opens a message: `price` is the local receive time in microseconds, `size` the sequence
 * number.
 */
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
/** Places where a ladder notes at which entry beyond its window a key was found. */
export const HINTS = 256;
/** What is left of a 32-bit product is a place of `HINTS`. */
export const HINT_SHIFT = 24;
/** `price` is 1 while trading is halted or an auction collects orders, 0 while it is continuous. */
export const TOPIC_HALTED = 4;
export const TOPIC_COUNT = 5;

/** Bounds of a tick, see `math/guard.ts`: size in lots, price in ticks, distance from the grid. */
export const MAX_LOTS = 1e12;
export const MAX_TICKS = 1073741824.0;
export const GRID_TOLERANCE = 0.0009765625;

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

// --- Counters, Float64, in this order ----------------------------------------------------------

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

// --- What a call answers -----------------------------------------------------------------------

/** Everything was taken. */
export const STATUS_OK = 0;
/** The signal table is full: release or move its rows, then go on. */
export const STATUS_NEED_ROWS = 1;
/** A growing block is full (`EngineState.needBlock`): move the state into a larger region. */
export const STATUS_NEED_ROOM = 2;
/** Strict engines only: the next tick is bad (`EngineState.refusal`). */
export const STATUS_REFUSED = 3;

// --- Engine options, bits ----------------------------------------------------------------------

export const OPTION_STRICT = 1;
export const OPTION_SKIP_EMPTY = 2;
/** Fed by best quotes only: no ladder. */
export const OPTION_QUOTES = 4;
/** Sizes are whole lots. */
export const OPTION_LOTS = 8;
/** Sizes are in quote currency: volume weight = size / price. */
export const OPTION_INVERSE = 16;
/** One unit of price is a whole number of ticks: prices come from a division, exactly rounded. */
export const OPTION_WHOLE_TICKS = 32;
/** One unit of size is a whole number of lots. */
export const OPTION_WHOLE_LOTS = 64;

// --- Clocks ------------------------------------------------------------------------------------

export const CLOCK_MESSAGE = 0;
export const CLOCK_TICKS = 1;
export const CLOCK_TRADE = 2;
export const CLOCK_INTERVAL = 3;
export const CLOCK_VOLUME = 4;

// --- Blocks of a state -------------------------------------------------------------------------

/** Offsets of the state values and of the counters from the state. */
export const ENGINE_TOPICS = 512;
export const ENGINE_COUNTERS = 552;
/** Bytes of the engine's own record with both, at offset 0 of a state. */
export const ENGINE_BYTES = 768;
/** Fixed size, moved as bytes. */
export const BLOCK_FIXED = 1;
/** A ring of records behind a `Ring` head. */
export const BLOCK_RING = 2;
/** A list of records behind a `Ring` head, oldest first. */
export const BLOCK_LIST = 3;

export const MAX_FLOW_LEVELS = 20;
/** Squared returns kept by a realised volatility. */
export const VOLATILITY_RETURNS = 60;

export const WINDOW_ROW = 0;
export const WINDOW_TIME = 1;
export const WINDOW_COUNT = 2;

export const BASELINE_FIXED = 0;
export const BASELINE_PHASE1 = 1;
export const BASELINE_EWM = 2;

// --- Steps of a row ----------------------------------------------------------------------------

/** Steps up to `OP_LAST_BOOK` look at the book and are unknown while it is invalid. */
export const OP_BID = 0;
export const OP_ASK = 1;
export const OP_BID_SIZE = 2;
export const OP_ASK_SIZE = 3;
export const OP_MID = 4;
export const OP_SPREAD_TICKS = 5;
export const OP_SPREAD_BPS = 6;
export const OP_WEIGHTED_MID = 7;
export const OP_QUEUE_IMBALANCE = 8;
export const OP_BID_DEPTH = 9;
export const OP_ASK_DEPTH = 10;
export const OP_DEPTH_IMBALANCE = 11;
export const OP_BID_DEPTH_BPS = 12;
export const OP_ASK_DEPTH_BPS = 13;
export const OP_DEPTH_IMBALANCE_BPS = 14;
export const OP_BOOK_SKEW = 15;
export const OP_DECAYED_IMBALANCE = 16;
export const OP_INVERSE_DISTANCE_IMBALANCE = 17;
export const OP_LEVEL_WEIGHTED_IMBALANCE = 18;
export const OP_VAMP = 19;
export const OP_BID_VWAP = 20;
export const OP_ASK_VWAP = 21;
export const OP_BOOK_VWAP_MID = 22;
export const OP_BID_SLOPE = 23;
export const OP_ASK_SLOPE = 24;
export const OP_BOOK_SLOPE = 25;
export const OP_BID_LINEAR_SLOPE = 26;
export const OP_ASK_LINEAR_SLOPE = 27;
export const OP_SLOPE_SKEW = 28;
export const OP_BUY_COST = 29;
export const OP_SELL_COST = 30;
export const OP_OFI = 31;
export const OP_OFI_WINDOW = 32;
export const OP_OFI_LEVEL = 33;
export const OP_MLOFI_DEPTH = 34;
export const OP_MLOFI = 35;
export const OP_REALIZED_VOLATILITY = 36;
export const OP_LAST_BOOK = OP_REALIZED_VOLATILITY;
export const OP_BUY_VOLUME = 37;
export const OP_SELL_VOLUME = 38;
export const OP_UNKNOWN_VOLUME = 39;
export const OP_TRADE_COUNT = 40;
export const OP_TRADE_IMBALANCE = 41;
export const OP_NOTIONAL = 42;
export const OP_VWAP = 43;
export const OP_VWAP_SIGMA = 44;
export const OP_VWAP_DEVIATION = 45;
export const OP_VWAP_SCORE = 46;
export const OP_CVD = 47;
export const OP_SESSION_VWAP = 48;
export const OP_SESSION_SIGMA = 49;
export const OP_SESSION_DEVIATION = 50;
export const OP_SESSION_SCORE = 51;
export const OP_TOPIC = 52;
export const OP_FEED_SEQUENCE = 53;
export const OP_FEED_LATENCY = 54;
export const OP_FUNDING_COUNTDOWN = 55;
export const OP_ROLLING_STEP = 56;
export const OP_EWM_STEP = 57;
export const OP_EWMA_STEP = 58;
export const OP_CUSUM_STEP = 59;
export const OP_ROLLING_FIELD = 60;
export const OP_ROLLING_SIGMA = 61;
export const OP_EWM_FIELD = 62;
export const OP_CHART_FIELD = 63;
export const OP_EWMA_LEVEL = 64;
export const OP_EWMA_UPPER = 65;
export const OP_EWMA_LOWER = 66;
export const OP_CUSUM_SHIFT = 67;

/** What an unknown value does to a single series: nothing, or it makes its windows unknown. */
export const UNKNOWN_SKIP = 0;
export const UNKNOWN_PROPAGATE = 1;
/** Largest value, either sign, whose squares can be summed; beyond it a value is unknown. */
export const MOST_MOMENT = 1e150;

/** Why an order book does not take a level. */
export const LEVEL_BAD_PRICE = -1;
export const LEVEL_OFF_GRID = -2;
export const LEVEL_BAD_SIZE = -3;
export const LEVEL_OFF_LOT = -4;
/** A change takes away more than stands. */
export const LEVEL_TOO_SMALL = -5;
/** There is no room beyond the window. */
export const LEVEL_NO_ROOM = -6;
/** What is asked of a window by event time. */
export const TIMED_SUM = 0;
export const TIMED_MEAN = 1;
export const TIMED_VARIANCE = 2;
export const TIMED_SIGMA = 3;
/** The newest value against the window before it, and against the one that contains it. */
export const TIMED_SCORE = 4;
export const TIMED_SCORE_WITHIN = 5;
export const TIMED_UPPER = 6;
export const TIMED_LOWER = 7;
export const TIMED_PERCENT = 8;

/** What is asked of a window of pairs. */
export const PAIR_COVARIANCE = 0;
export const PAIR_CORRELATION = 1;
export const PAIR_SLOPE = 2;
export const PAIR_INTERCEPT = 3;
export const PAIR_R2 = 4;

/** Windows of a single series: everything, by rows, by time, by volume. */
export const SPAN_ALL = 0;
export const SPAN_ROWS = 1;
export const SPAN_TIME = 2;
export const SPAN_VOLUME = 3;
