/**
 * The fast lane: a run of well-formed levels of one side inside an open message, with everything
 * the ladder needs held in locals. Whatever is not plain stops the run and takes the ordinary way,
 * which does the same to the ladder.
 */
import * as abi from "../abi";
import { EngineState, Ladder } from "../layout";
import { GRID_TOLERANCE, MAX_LOTS, MAX_TIME } from "../math/guard";
import { markWord } from "../book/bitmap";
import { overflowOf, setOverflow } from "../book/overflow";
import { askLadder, bidLadder } from "../book/touch";

/** Bits of a record's flags and instrument that must be as expected. */
const FLAG_BITS: u64 = abi.KIND_MASK | abi.SIDE_MASK | abi.TICK_LAST;
const INSTRUMENT_BITS: u64 = 0xffffffff00000000;

/**
 * 1.5 * 2^52: the sum of this and a number below 2^51 is rounded to a whole number, half to even,
 * whose two's complement stands in its low bits; a number beyond 32 bits differs from them.
 */
const ROUNDING: f64 = 6755399441055744.0;

/** Whether levels may take the fast lane now. */
export function canRunLevels(state: EngineState): bool {
  if (!state.isOpenMessage || state.options & abi.OPTION_QUOTES) return false;
  return (state.isBookValid | state.isRebuilding) != 0;
}

/** Takes levels from record `from` on; answers the first record it did not take. */
export function runLevels(state: EngineState, ticks: usize, from: u32, end: u32): u32 {
  const instrument = <u64>state.instrument << 32;
  const bid = instrument | abi.KIND_LEVEL_SET | abi.SIDE_BID;
  const ask = instrument | abi.KIND_LEVEL_SET | abi.SIDE_ASK;
  let index = from;
  while (index < end) {
    const start = index;
    const bits = bitsOf(ticks + <usize>index * abi.TICK_BYTES);
    if (bits == bid) index = runSide(state, bidLadder(state), 1.0, bid, ticks, index, end);
    else if (bits == ask) index = runSide(state, askLadder(state), -1.0, ask, ticks, index, end);
    if (index == start) break;
  }
  const taken = index - from;
  if (taken) {
    state.messageHasBook = 1;
    state.ticksSinceRow += taken;
    countLevels(state, <f64>taken);
  }
  return index;
}

/** Kind, side, end of message and instrument of a record. */
function bitsOf(at: usize): u64 {
  return load<u64>(at, abi.TICK_FLAGS) & (FLAG_BITS | INSTRUMENT_BITS);
}

function countLevels(state: EngineState, taken: f64): void {
  const at = changetype<usize>(state) + abi.ENGINE_COUNTERS;
  const ticks = at + (<usize>abi.COUNT_TICKS << 3);
  const levels = at + (<usize>abi.COUNT_LEVELS << 3);
  store<f64>(ticks, load<f64>(ticks) + taken);
  store<f64>(levels, load<f64>(levels) + taken);
}

/** Sets a level worse than the window. False where there is no window yet or no room. */
function setBeyond(ladder: Ladder, key: i32, lots: f64): bool {
  return ladder.isPlaced != 0 && setOverflow(overflowOf(ladder), key, lots);
}

function runSide(
  state: EngineState,
  ladder: Ladder,
  sign: f64,
  expected: u64,
  ticks: usize,
  from: u32,
  end: u32,
): u32 {
  const scale = sign * state.ticksPerUnit;
  const lotsPerUnit = state.lotsPerUnit;
  const hasLots = (state.options & abi.OPTION_LOTS) != 0;
  const window = ladder.window;
  const mask = window - 1;
  const base = ladder.base;
  const floor = ladder.floor;
  const sizes = changetype<usize>(ladder) + ladder.sizes;
  const words = changetype<usize>(ladder) + ladder.words;
  let ceiling = ladder.ceiling;
  let count = ladder.count;
  let isStale = ladder.isStale;
  let at = ticks + <usize>from * abi.TICK_BYTES;
  let index = from;
  for (; index < end; index++, at += abi.TICK_BYTES) {
    if (bitsOf(at) != expected) break;
    const time = load<f64>(at, abi.TICK_TIME);
    if (!(time >= 0.0 && time < MAX_TIME)) break;
    const scaled = load<f64>(at, abi.TICK_PRICE) * scale;
    const key = <i32>reinterpret<i64>(scaled + ROUNDING);
    if (!(abs<f64>(scaled - <f64>key) <= GRID_TOLERANCE)) break;
    let lots = load<f64>(at, abi.TICK_SIZE) * lotsPerUnit;
    if (!(lots >= 0.0 && lots <= MAX_LOTS)) break;
    if (hasLots) {
      const whole = lots + ROUNDING - ROUNDING;
      if (abs<f64>(lots - whole) > GRID_TOLERANCE) break;
      lots = whole;
    }
    if (<u32>(key - base) >= window) {
      if (key > base || !setBeyond(ladder, key, lots)) break;
      isStale |= <u32>(key >= floor);
      continue;
    }
    const slot = <u32>key & mask;
    const sizeAt = sizes + (<usize>slot << 3);
    const was = load<f64>(sizeAt);
    store<f64>(sizeAt, lots);
    const stands = <u32>(lots > 0.0);
    count += stands - <u32>(was > 0.0);
    const wordAt = words + (<usize>(slot >> 6) << 3);
    const bit = <u64>(slot & 63);
    const before = load<u64>(wordAt);
    const after = (before & ~(<u64>1 << bit)) | (<u64>stands << bit);
    store<u64>(wordAt, after);
    if ((before == 0) != (after == 0)) markWord(ladder, slot >> 6, after != 0);
    ceiling = max<i32>(ceiling, key);
    isStale |= <u32>(key >= floor);
  }
  ladder.ceiling = ceiling;
  ladder.count = count;
  ladder.isStale = isStale;
  return index;
}
