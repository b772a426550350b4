/** What calculators with one answer over one window share. */
import type { Ask, NameOf, Process, Update } from "../core/series/kernels.ts";
import type { Input } from "./columns.ts";
import type { WindowOptions } from "./options.ts";
import { WindowCalculator, type WindowPlan } from "./window-calculator.ts";

/** Where a class has its answer from. */
export interface AnswerPlan {
  /** Kernels of a window by rows. */
  readonly value: NameOf<Ask>;
  readonly update: NameOf<Update>;
  readonly process: NameOf<Process>;
  /** Which answer of a window by time it is. */
  readonly timed: number;
}

/**
 * Every class has an `update` of its own, though all read alike: one for all would call many
 * kernels, none of which is inlined then (6 to 12 ns more a value).
 */
export abstract class WindowStatistic extends WindowCalculator {
  readonly #answer: AnswerPlan;

  protected constructor(who: string, options: WindowOptions, plan: WindowPlan, answer: AnswerPlan) {
    super(who, options, plan);
    this.#answer = answer;
    const { kernels, isTimed } = this;
    const timed = (_: number, x: number, timeUs: number) =>
      this.timedUpdate(answer.timed, x, timeUs);
    this.step = this.stepOf(kernels[answer.update], isTimed ? timed : null);
    if (!isTimed && !this.isStrict) this.columnKernel = kernels[answer.process];
  }

  get value(): number {
    const { value, timed } = this.#answer;
    return this.isTimed ? this.timedValue(timed) : this.kernels[value](this.at);
  }

  /** Takes a column, by time with its times, and answers after each value; the next continues. */
  process(input: Input, out?: Float64Array): Float64Array;
  process(input: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(input: Input, second?: Input, third?: Float64Array): Float64Array {
    const { process, timed } = this.#answer;
    if (this.isTimed) {
      return this.throughTimed(input, second, [third], ([values, times], [to], count) =>
        this.kernels.timedProcessAt(this.at, values, times, to, count, timed),
      )[0];
    }
    const out = second as Float64Array | undefined;
    return this.through([input], [out], ([from], [to], count) =>
      this.kernels[process](this.at, from, to, count),
    )[0];
  }
}
