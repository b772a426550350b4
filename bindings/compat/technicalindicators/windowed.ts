/** An indicator with one answer a value, over a calculator that takes a window's worth to begin. */
import type { Calculator } from "../../calculators/calculator.ts";
import { checkSeries, Indicator, inOrderOf, oldestFirst, type SeriesInput } from "./indicator.ts";

type Calculates = Calculator & {
  update(x: number): number;
  process(values: ArrayLike<number>): Float64Array;
};

export abstract class Windowed extends Indicator {
  readonly #calculator: Calculates;
  /** Values until the first answer. */
  #missing: number;

  /** @param make makes the calculator, which refuses periods that are no window */
  constructor(who: string, input: SeriesInput, make: (period: number) => Calculates) {
    super(input);
    checkSeries(who, input);
    const { period, values } = input;
    this.#calculator = make(period);
    const answers = this.#calculator.process(new Float64Array(values));
    this.#missing = Math.max(period - 1 - answers.length, 0);
    this.result = this.formatted(answers, period - 1);
  }

  /** Takes a value and answers, undefined before the first answer. */
  nextValue(price: number): number | undefined {
    const answer = this.#calculator.update(price);
    if (this.#missing === 0) return this.format(answer);
    this.#missing--;
    return undefined;
  }
}

/** The answers to a whole series, the first one to the value that fills the window. */
export function calculateSeries<T>(
  who: string,
  input: SeriesInput,
  compute: (oldest: SeriesInput) => T[],
): T[] {
  checkSeries(who, input);
  return inOrderOf(input, compute({ ...input, values: oldestFirst(input.values, input) }));
}
