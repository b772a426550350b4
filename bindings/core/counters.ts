/** Names of the core's counters, in their order. */
import * as abi from "../../assembly/abi.ts";

const NAMES = {
  ticks: abi.COUNT_TICKS,
  messages: abi.COUNT_MESSAGES,
  rows: abi.COUNT_ROWS,
  levels: abi.COUNT_LEVELS,
  trades: abi.COUNT_TRADES,
  quotes: abi.COUNT_QUOTES,
  clears: abi.COUNT_CLEARS,
  gaps: abi.COUNT_GAPS,
  deltasIgnored: abi.COUNT_DELTAS_IGNORED,
  timeReversals: abi.COUNT_TIME_REVERSALS,
  largeReversals: abi.COUNT_LARGE_REVERSALS,
  badTimes: abi.COUNT_BAD_TIMES,
  badPrices: abi.COUNT_BAD_PRICES,
  badSizes: abi.COUNT_BAD_SIZES,
  offGridLevels: abi.COUNT_OFF_GRID_LEVELS,
  offLotSizes: abi.COUNT_OFF_LOT_SIZES,
  unknownSides: abi.COUNT_UNKNOWN_SIDES,
  unknownKinds: abi.COUNT_UNKNOWN_KINDS,
  quotesIgnored: abi.COUNT_QUOTES_IGNORED,
  otherInstrument: abi.COUNT_OTHER_INSTRUMENT,
  crossedMessages: abi.COUNT_CROSSED_MESSAGES,
  lockedMessages: abi.COUNT_LOCKED_MESSAGES,
  windowMoves: abi.COUNT_WINDOW_MOVES,
  sessionBreaks: abi.COUNT_SESSION_BREAKS,
  alarms: abi.COUNT_ALARMS,
} as const;

/** What an engine has counted since it was made or reset. */
export type Counters = { readonly [Name in keyof typeof NAMES]: number };

/** Counters of the state at `base`. */
export function readCounters(view: DataView, base: number): Counters {
  const at = base + abi.ENGINE_COUNTERS;
  const entries = Object.entries(NAMES).map(([name, index]) => [
    name,
    view.getFloat64(at + index * 8, true),
  ]);
  return Object.fromEntries(entries) as Counters;
}

/** Name of counter `index`. */
export function counterName(index: number): keyof Counters {
  const found = Object.entries(NAMES).find(([, value]) => value === index);
  return (found?.[0] ?? "unknownKinds") as keyof Counters;
}
