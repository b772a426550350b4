/**
 * Drop-ins beside the packages that they stand in for: one call, made by the same code on ours and
 * on the package, since both have the same interface.
 */
import type { Experiment, Input, Work } from "../experiments.ts";
import { priceColumn } from "../kernels/inputs.ts";
import { streamed } from "../kernels/kernel.ts";
import { TOLERANCE } from "../verify.ts";

/** The contestant that is ours; the other one is named after its package. */
const OURS = "ours";
/** Enough for a steady mean; few enough for those who go through the window for every value. */
const LENGTH = 16_384;

/** Something that users call, many times. */
export interface Call<Api> {
  /** As it is written in a program. */
  readonly title: string;
  readonly unit: string;
  /** How far the package's answers are off, where that is more than rounding. */
  readonly tolerance?: number;
  build(api: Api, input: Input): Work;
}

/** A package, its drop-in, and the calls that they are compared by. */
export interface DropIn<Api> {
  readonly name: string;
  ours(): Promise<Api>;
  peer(): Promise<Api>;
  /** By the last part of the experiment's name. */
  readonly calls: Readonly<Record<string, Call<Api>>>;
}

export interface Candle {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** The prices that calls are made with. */
export function pricesFor({ limit }: Input): Float64Array {
  return priceColumn(Math.min(LENGTH, limit));
}

/** A candle around each of the prices. */
function candlesFor(input: Input): Candle[] {
  return Array.from(pricesFor(input), (close, index) => {
    const volume = 1 + ((index * 7) % 11) / 4;
    return { high: close + 1, low: close - 1, close, volume };
  });
}

/** Work whose answers are compared one by one; those of its first run, if it remembers. */
export function answering(units: number, answers: () => ArrayLike<number>): Work {
  return {
    units,
    reset() {},
    run: answers,
    columns() {
      const answer = Float64Array.from(answers());
      const time = new Float64Array(0);
      return { rows: answer.length, time, values: new Map([["answer", answer]]), flags: null };
    },
  };
}

/** A call for each price. */
export function onPrices<Api>(title: string, make: (api: Api) => (x: number) => number): Call<Api> {
  return {
    title,
    unit: "value",
    build(api, input) {
      const prices = pricesFor(input);
      return answering(prices.length, streamed(prices, make(api)));
    },
  };
}

/** A call for each candle. */
export function onCandles<Api>(
  title: string,
  make: (api: Api) => (candle: Candle) => number,
): Call<Api> {
  return {
    title,
    unit: "candle",
    build(api, input) {
      const candles = candlesFor(input);
      return answering(candles.length, streamed(candles, make(api)));
    },
  };
}

/** One call for all prices. */
export function atOnce<Api>(
  title: string,
  make: (api: Api) => (prices: number[]) => ArrayLike<number>,
): Call<Api> {
  return {
    title,
    unit: "value",
    build(api, input) {
      const prices = Array.from(pricesFor(input));
      const calculate = make(api);
      return answering(prices.length, () => calculate(prices));
    },
  };
}

/** The experiments of a drop-in by name: `drop-in/trading-signals-sma-20`. */
export function dropInExperiments<Api>(dropIn: DropIn<Api>): [string, Experiment][] {
  const { name, calls } = dropIn;
  return Object.entries(calls).map(([key, call]) => {
    const { title, unit, tolerance = TOLERANCE, build } = call;
    const experiment: Experiment = {
      title: `${name} ${title}`,
      unit,
      contestants: [OURS, name],
      isBrief: true,
      tolerance,
      async build(contestant, input) {
        return build(await (contestant === OURS ? dropIn.ours() : dropIn.peer()), input);
      },
    };
    return [`drop-in/${name.replace("@", "")}-${key}`, experiment];
  });
}
