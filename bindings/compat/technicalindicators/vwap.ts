/** Volume-weighted mean price of all candles since the beginning. */
import { CumulativeVwap } from "../cumulative-vwap.ts";
import { Indicator, type IndicatorInput, inOrderOf, oldestFirst } from "./indicator.ts";

/** Columns of candles, all of one length, oldest first unless `reversedInput`. */
export interface VWAPInput extends IndicatorInput {
  /** Highest prices. */
  high: number[];
  /** Lowest prices. */
  low: number[];
  /** Closing prices. */
  close: number[];
  /** Traded volumes. */
  volume: number[];
}

/** A candle. */
export interface CandleData {
  /** First price; not read. */
  open?: number;
  /** Highest price. */
  high?: number;
  /** Lowest price. */
  low?: number;
  /** Last price. */
  close?: number;
  /** Its time; not read. */
  timestamp?: number;
  /** Traded volume. */
  volume?: number;
}

const PLACE = "volume-imbalance/compat/technicalindicators.VWAP";

/** @throws {TypeError | RangeError} if the columns are no arrays of one length */
function checkColumns({ high, low, close, volume }: VWAPInput): void {
  const columns = [high, low, close, volume];
  if (!columns.every((column) => Array.isArray(column))) {
    throw new TypeError(`${PLACE}: high, low, close and volume must be arrays`);
  }
  if (columns.every(({ length }) => length === high.length)) return;
  const lengths = columns.map(({ length }) => length).join(", ");
  throw new RangeError(
    `${PLACE}: high, low, close and volume must be of one length, were ${lengths}`,
  );
}

/** Volume-weighted mean of the typical prices of all candles since the beginning. */
export class VWAP extends Indicator {
  readonly #vwap = new CumulativeVwap();

  /** The same as the function of this name in small letters. */
  static calculate = vwap;

  /** @throws {TypeError | RangeError} if an input is not valid */
  constructor(input: VWAPInput) {
    super(input);
    checkColumns(input);
    const { high, low, close, volume } = input;
    this.result = high.map((top, index) =>
      this.#vwap.take({ high: top, low: low[index], close: close[index], volume: volume[index] }),
    );
  }

  /** Takes a candle and answers; one that lacks a number leaves no trace and is answered by NaN. */
  nextValue(candle: CandleData): number | undefined {
    const { high = NaN, low = NaN, close = NaN, volume = NaN } = candle;
    return this.#vwap.take({ high, low, close, volume });
  }
}

/** The mean price after each candle. */
export function vwap(input: VWAPInput): number[] {
  checkColumns(input);
  const turned = (values: number[]) => oldestFirst(values, input);
  const { high, low, close, volume } = input;
  const oldest = {
    ...input,
    high: turned(high),
    low: turned(low),
    close: turned(close),
    volume: turned(volume),
  };
  return inOrderOf(input, new VWAP(oldest).result);
}
