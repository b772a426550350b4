/**
 * `bench20` as an expert writes it in JavaScript: the engine's own algorithm by hand, every state
 * in a typed array, no allocation per tick, the best levels settled once a message and only when
 * touched. Input must be well formed: whole ticks and lots, no gaps, no refused ticks.
 *
 * Of the flags it keeps those that rows of such input can have (`EXPERT_FLAGS`).
 */
import * as abi from "../../assembly/abi.ts";
import type { TickBatch } from "../../bindings/core/tick-batch.ts";
import { clockOf, type Pipeline, type PipelineOptions, roomForRows } from "./bench20.ts";
import { createExpertBook, FLOW_1, FLOW_10, SUM_10 } from "./expert-book.ts";
import {
  createExpertRows,
  DEPTH,
  EVENTS,
  FLAGS_PENDING,
  IS_VALID,
  MLOFI,
  OFI,
} from "./expert-rows.ts";
import { createExpertTrades } from "./expert-trades.ts";

const LANES = abi.TICK_BYTES / 8;
const WORDS = abi.TICK_BYTES / 4;
const PRICE = abi.TICK_PRICE / 8;
const SIZE = abi.TICK_SIZE / 8;
/** High half of a size: positive exactly where the size is. */
const SIZE_HIGH = abi.TICK_SIZE / 4 + 1;
const FLAGS = abi.TICK_FLAGS / 4;

/** What the expert's pipeline is to its callers: batches in, rows out. */
export interface ExpertPipeline extends Pipeline {
  /** Takes ticks `[from, to)` of records laid out as in a batch. */
  push(f64: Float64Array, i32: Int32Array, from: number, to: number): void;
}

/** Both views of the records of a batch. */
export function viewsOf(ticks: TickBatch): { f64: Float64Array; i32: Int32Array } {
  const { buffer, byteOffset, byteLength } = ticks.bytes;
  return {
    f64: new Float64Array(buffer, byteOffset, byteLength / 8),
    i32: new Int32Array(buffer, byteOffset, byteLength / 4),
  };
}

// places in `state`
const TIME = 0;
const IS_OPEN = 1;
const TICKS_SINCE_ROW = 2;
const HAS_BOOK = 3;
const IS_REBUILDING = 4;
const BOUNDARY = 5;
const HAS_MESSAGE = 6;
/** End of the session, a UTC day; flow is not taken across it. */
const SESSION_END = 7;
const IS_NEW_SESSION = 8;
const DAY_US = 86_400e6;

/** @param capacity rows that a run may make */
export function createExpert(
  ticks: TickBatch,
  options: PipelineOptions,
  capacity = roomForRows(ticks, options.every),
): ExpertPipeline {
  const ticksPerUnit = Math.round(1 / options.tickSize);
  const lotsPerUnit = Math.round(1 / options.lotSize);
  const { intervalUs, ticksPerRow } = clockOf(options.every);
  const book = createExpertBook();
  const trades = createExpertTrades();
  const rows = createExpertRows(book, trades, ticksPerUnit, lotsPerUnit, capacity);
  const { set, change, settle, flow } = book;
  const { row, pending } = rows;
  const { add } = trades;
  const state = new Float64Array(9);
  const own = viewsOf(ticks);

  function push(f64: Float64Array, i32: Int32Array, from: number, to: number): void {
    let sinceRow = state[TICKS_SINCE_ROW];
    for (let i = from; i < to; i++) {
      const lane = i * LANES;
      const word = i * WORDS;
      const flags = i32[word + FLAGS];
      if (state[IS_OPEN] === 0) openMessage(f64[lane]);
      if ((flags & abi.KIND_MASK) === abi.KIND_LEVEL_SET) {
        const side = (flags >> 5) & 1;
        const tick = (f64[lane + PRICE] * ticksPerUnit + 0.5) | 0;
        const lots = Math.floor(f64[lane + SIZE] * lotsPerUnit + 0.5);
        set(side, (tick ^ -side) + side, lots, (0 - i32[word + SIZE_HIGH]) >>> 31);
        state[HAS_BOOK] = 1;
        sinceRow++;
      } else {
        sinceRow += takeOther(flags, f64[lane + PRICE], f64[lane + SIZE]);
      }
      if ((flags & abi.TICK_LAST) !== 0) {
        closeMessage();
        if (sinceRow >= ticksPerRow) {
          row(state[TIME]);
          sinceRow = 0;
        }
      }
    }
    state[TICKS_SINCE_ROW] = sinceRow;
  }

  /** Takes what is not a level set; 1 if it counts as a tick. */
  function takeOther(flags: number, price: number, size: number): number {
    const side = (flags >> 5) & 1;
    const lots = Math.floor(size * lotsPerUnit + 0.5);
    switch (flags & abi.KIND_MASK) {
      case abi.KIND_HEADER:
        return 0;
      case abi.KIND_TRADE: {
        const isSided = (flags & abi.SIDE_MASK) === 0 ? 0 : 1;
        if (isSided === 0) pending[FLAGS_PENDING] |= abi.FLAG_UNKNOWN_SIDE;
        add(state[TIME], price * ticksPerUnit, lots, isSided * (1 - 2 * side));
        break;
      }
      case abi.KIND_LEVEL_CHANGE: {
        const tick = (price * ticksPerUnit + 0.5) | 0;
        change(side, (tick ^ -side) + side, lots);
        state[HAS_BOOK] = 1;
        break;
      }
      case abi.KIND_CLEAR:
        book.clear();
        state[IS_REBUILDING] = 1;
        pending[FLAGS_PENDING] |= abi.FLAG_RESYNC;
    }
    return 1;
  }

  function openMessage(time: number): void {
    state[IS_OPEN] = 1;
    if (time < state[TIME]) pending[FLAGS_PENDING] |= abi.FLAG_TIME_REVERSAL;
    if (intervalUs > 0) closeIntervals(time);
    if (time > state[TIME]) state[TIME] = time;
    if (time >= state[SESSION_END]) openSession(time);
  }

  function openSession(time: number): void {
    if (state[SESSION_END] > 0) {
      state[IS_NEW_SESSION] = 1;
      pending[FLAGS_PENDING] |= abi.FLAG_SESSION_BREAK;
    }
    state[SESSION_END] = (Math.floor(time / DAY_US) + 1) * DAY_US;
  }

  /** Emits the rows whose boundary lies before `time`. */
  function closeIntervals(time: number): void {
    if (state[BOUNDARY] === 0) state[BOUNDARY] = Math.ceil(time / intervalUs) * intervalUs;
    while (state[BOUNDARY] < time) {
      if (state[BOUNDARY] >= state[SESSION_END]) openSession(state[BOUNDARY]);
      if (state[HAS_MESSAGE] === 1 || pending[IS_VALID] === 1) row(state[BOUNDARY]);
      state[HAS_MESSAGE] = 0;
      state[BOUNDARY] += intervalUs;
    }
    state[HAS_MESSAGE] = 1;
  }

  function closeMessage(): void {
    state[IS_OPEN] = 0;
    if (state[IS_REBUILDING] === 1 || (state[IS_NEW_SESSION] === 1 && state[HAS_BOOK] === 1)) {
      settle(0);
      settle(1);
      if (state[IS_REBUILDING] === 1) pending[IS_VALID] = 1;
      state[IS_REBUILDING] = 0;
      state[IS_NEW_SESSION] = 0;
      rows.lookAtTouch();
    } else if (state[HAS_BOOK] === 1 && pending[IS_VALID] === 1) {
      if (settle(0)) takeFlow(0, 1);
      if (settle(1)) takeFlow(1, -1);
      pending[DEPTH] += flow[SUM_10] + flow[SUM_10 + 1];
      pending[EVENTS] += 1;
      rows.lookAtTouch();
    }
    state[HAS_BOOK] = 0;
  }

  function takeFlow(side: number, sign: number): void {
    pending[OFI] += sign * flow[FLOW_1 + side];
    pending[MLOFI] += sign * flow[FLOW_10 + side];
  }

  function reset(): void {
    book.clear();
    trades.reset();
    rows.reset();
    state.fill(0);
  }

  function run(): number {
    push(own.f64, own.i32, 0, ticks.length);
    return rows.count();
  }

  reset();
  return { push, run, reset, columns: rows.columns };
}
