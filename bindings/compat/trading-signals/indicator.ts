/** What all indicators are: inputs are added one by one, and the newest may be replaced. */
import { NotEnoughDataError } from "./not-enough-data.ts";

/** Which way an indicator points. */
export const TradingSignal = {
  BEARISH: "BEARISH",
  BULLISH: "BULLISH",
  SIDEWAYS: "SIDEWAYS",
  UNKNOWN: "UNKNOWN",
} as const;
/** One of the values of TradingSignal. */
export type TradingSignals = (typeof TradingSignal)[keyof typeof TradingSignal];

/** What all indicators have: inputs are added or replaced, and there is a newest result. */
export abstract class TechnicalIndicator<Result, Input> {
  protected result: Result | undefined;

  /** Inputs that the first result needs. */
  abstract getRequiredInputs(): number;

  /**
   * Takes an input and answers, null while there is no answer.
   * @param replace the input takes the place of the newest one
   */
  abstract update(input: Input, replace: boolean): Result | null;

  /** Takes an input. */
  add(input: Input): Result | null {
    return this.update(input, false);
  }

  /** Takes an input in the place of the newest one: all is as if that one had never come. */
  replace(input: Input): Result | null {
    return this.update(input, true);
  }

  /** Takes inputs one after the other. */
  updates(inputs: readonly Input[], replace = false): (Result | null)[] {
    return inputs.map((input) => this.update(input, replace));
  }

  /** The newest result, null before the first. */
  getResult(): Result | null {
    return this.isStable ? (this.result ?? null) : null;
  }

  /** @throws {NotEnoughDataError} before the first result */
  getResultOrThrow(): Result {
    if (this.result === undefined || !this.isStable) {
      throw new NotEnoughDataError(this.getRequiredInputs());
    }
    return this.result;
  }

  /** Whether there is a result. */
  get isStable(): boolean {
    return this.result !== undefined;
  }
}

/** An indicator whose results are numbers. */
export abstract class IndicatorSeries<Input = number> extends TechnicalIndicator<number, Input> {}

/** Where an indicator points, and whether it has turned with the newest input. */
export interface SignalChange {
  /** Where the indicator points. */
  state: TradingSignals;
  /** Whether that is new with the newest input. */
  hasChanged: boolean;
}

/** Where `x` points that lies above, below or on its measures; sideways without them. */
export function signalOf(x: number, lower: number | null, upper = lower): TradingSignals {
  if (upper !== null && x > upper) return TradingSignal.BULLISH;
  if (lower !== null && x < lower) return TradingSignal.BEARISH;
  return TradingSignal.SIDEWAYS;
}
