/** Volume-weighted mean price of all candles since the beginning. */
import { CumulativeVwap } from "../cumulative-vwap.ts";
import { Indicator, type IndicatorInput, inOrderOf, oldestFirst } from "./indicator.ts";

export interface VWAPInput extends IndicatorInput {
  high: number[];
  low: number[];
  close: number[];
  volume: number[];
}

export interface CandleData {
  open?: number;
  high?: number;
  low?: number;
  close?: number;
  timestamp?: number;
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

export class VWAP extends Indicator {
  readonly #vwap = new CumulativeVwap();

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
