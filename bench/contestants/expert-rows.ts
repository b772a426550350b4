/**
 * The rows of the expert: twenty columns beside each other in one Float64Array, one column after
 * the other, and the flags.
 */
import * as abi from "../../assembly/abi.ts";
import { BENCH20, type Columns } from "./bench20.ts";
import { type ExpertBook, LEVELS, NO_KEY, SUM_5, SUM_10 } from "./expert-book.ts";
import {
  CUSUM_VALUE,
  createExpertSeries,
  EWMA_SCORE,
  FLAGS,
  MEAN,
  SCORE,
  VARIANCE,
} from "./expert-series.ts";
import type { ExpertTrades } from "./expert-trades.ts";

// places in `pending`: what the messages since the last row add up to
export const OFI = 0;
export const MLOFI = 1;
/** Sizes of the best ten levels of both sides, summed over the events. */
export const DEPTH = 2;
export const EVENTS = 3;
export const FLAGS_PENDING = 4;
/** 1 once a snapshot is complete. */
export const IS_VALID = 5;

const SERIES = 15;
const TIME_COLUMN = BENCH20.length;
/** Rows are padded: columns a power of two apart compete for cache lines. */
const PADDING = 8;

export interface ExpertRows {
  readonly pending: Float64Array;
  /** Flags what the best quotes look like after a message. */
  lookAtTouch(): void;
  row(time: number): void;
  count(): number;
  columns(): Columns;
  reset(): void;
}

export function createExpertRows(
  book: ExpertBook,
  trades: ExpertTrades,
  ticksPerUnit: number,
  lotsPerUnit: number,
  capacity: number,
): ExpertRows {
  const stride = capacity + PADDING;
  const table = new Float64Array(stride * (BENCH20.length + 1));
  const flagsOf = new Uint32Array(capacity);
  const pending = new Float64Array(6);
  const cursor = new Int32Array(1);
  const { keys, lots, flow } = book;
  const { out, step, reset: resetSeries } = createExpertSeries();
  const { advance, imbalance, vwapTicks, lastTicks } = trades;

  function lookAtTouch(): void {
    const bid = keys[0];
    const ask = keys[LEVELS];
    if (bid === NO_KEY || ask === NO_KEY) pending[FLAGS_PENDING] |= abi.FLAG_ONE_SIDED;
    else if (bid === -ask) pending[FLAGS_PENDING] |= abi.FLAG_LOCKED;
    else if (bid > -ask) pending[FLAGS_PENDING] |= abi.FLAG_CROSSED;
  }

  function row(time: number): void {
    const at = cursor[0];
    if (at === capacity) throw new RangeError(`expert-rows: no room for row ${capacity}`);
    cursor[0] = at + 1;
    advance(time);
    table[TIME_COLUMN * stride + at] = time;
    const isKnown = pending[IS_VALID] === 1;
    const midTicks = isKnown ? writeBook(at) : unknown(at, 0, 9);
    writeTrades(at, midTicks);
    let flags = pending[FLAGS_PENDING];
    if (isKnown) flags |= writeFlow(at);
    else {
      unknown(at, 9, 11);
      unknown(at, SERIES, BENCH20.length);
      flags |= abi.FLAG_INVALID_BOOK | abi.FLAG_UNDEFINED;
    }
    flagsOf[at] = flags | undefinedAt(at, isKnown ? 0 : 11);
    pending[OFI] = 0;
    pending[MLOFI] = 0;
    pending[DEPTH] = 0;
    pending[EVENTS] = 0;
    pending[FLAGS_PENDING] = 0;
  }

  function unknown(at: number, from: number, to: number): number {
    for (let column = from; column < to; column++) table[column * stride + at] = Number.NaN;
    return Number.NaN;
  }

  function writeBook(at: number): number {
    const bidTicks = keys[0] === NO_KEY ? Number.NaN : keys[0];
    const askTicks = keys[LEVELS] === NO_KEY ? Number.NaN : -keys[LEVELS];
    const bidLots = lots[0];
    const askLots = lots[LEVELS];
    const best = bidLots + askLots;
    table[at] = bidTicks / ticksPerUnit;
    table[stride + at] = askTicks / ticksPerUnit;
    table[2 * stride + at] = (bidTicks + askTicks) / (2 * ticksPerUnit);
    table[3 * stride + at] = askTicks - bidTicks;
    table[4 * stride + at] = (bidTicks * askLots + askTicks * bidLots) / (best * ticksPerUnit);
    table[5 * stride + at] = (bidLots - askLots) / best;
    const bid5 = flow[SUM_5];
    const ask5 = flow[SUM_5 + 1];
    table[6 * stride + at] = (bid5 - ask5) / (bid5 + ask5);
    const bid10 = flow[SUM_10];
    const ask10 = flow[SUM_10 + 1];
    table[7 * stride + at] = (bid10 - ask10) / (bid10 + ask10);
    const skew = Math.log(bid10 / ask10);
    table[8 * stride + at] = skew - skew === 0 ? skew : Number.NaN;
    return (bidTicks + askTicks) * 0.5;
  }

  function writeTrades(at: number, midTicks: number): void {
    table[11 * stride + at] = imbalance(0);
    table[12 * stride + at] = imbalance(1);
    table[13 * stride + at] = imbalance(2);
    const price = Number.isNaN(midTicks) ? lastTicks() : midTicks;
    table[14 * stride + at] = 1e4 * (price / vwapTicks() - 1);
  }

  /** Writes the flow and its series; returns their flags. */
  function writeFlow(at: number): number {
    const ofiLots = pending[OFI];
    const ofi = ofiLots / lotsPerUnit;
    const events = pending[EVENTS];
    table[9 * stride + at] = ofi;
    table[10 * stride + at] =
      events === 0 ? 0 : (pending[MLOFI] * (2 * LEVELS) * events) / pending[DEPTH];
    step(ofiLots, ofi);
    table[SERIES * stride + at] = out[SCORE];
    table[(SERIES + 1) * stride + at] = out[MEAN];
    table[(SERIES + 2) * stride + at] = out[VARIANCE];
    table[(SERIES + 3) * stride + at] = out[EWMA_SCORE];
    table[(SERIES + 4) * stride + at] = out[CUSUM_VALUE];
    return out[FLAGS];
  }

  /** Whether a column of the row, from `first` to the last of the trades, does not exist. */
  function undefinedAt(at: number, first: number): number {
    let sum = 0;
    for (let column = first; column < SERIES; column++) sum += table[column * stride + at];
    return Number.isNaN(sum) ? abi.FLAG_UNDEFINED : 0;
  }

  function columns(): Columns {
    const rows = cursor[0];
    const column = (index: number) => table.slice(index * stride, index * stride + rows);
    return {
      rows,
      time: column(TIME_COLUMN),
      values: new Map(BENCH20.map((name, index) => [name, column(index)])),
      flags: flagsOf.slice(0, rows),
    };
  }

  function reset(): void {
    cursor[0] = 0;
    pending.fill(0);
    resetSeries();
  }

  return { pending, lookAtTouch, row, count: () => cursor[0], columns, reset };
}
