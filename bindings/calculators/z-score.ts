/** How far the newest value stands out. */
import { MOST_MOMENT, TIMED_SCORE, TIMED_SCORE_WITHIN } from "../../assembly/abi.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { type MomentsOptions, MomentsOverWindow } from "./moments.ts";
import { checkChoice } from "./options.ts";
import { windowArguments } from "./window-calculator.ts";

/** Options of ZScore. */
export interface ZScoreOptions extends MomentsOptions {
  /** Whether the newest value is in the window that it is measured by; default false. */
  readonly includesCurrent?: boolean;
  /** The score where the window has no spread: NaN (default), or 0. */
  readonly flat?: "nan" | "zero";
}

/**
 * Distance of the newest value from the mean of the values before it, in their sigmas: an outlier
 * does not widen the window that it is measured by. The first score comes with the value after a
 * full window; with `includesCurrent: true` with the one that fills it. Positive is above.
 *
 * Defaults: `includesCurrent: false`, `flat: "nan"`, `ddof: 1`, `warmup: "nan"`, `nan: "skip"`;
 * `window` must be given.
 */
export class ZScore extends MomentsOverWindow {
  readonly #isWithin: boolean;

  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: ZScoreOptions) {
    const isWithin = options?.includesCurrent ?? false;
    if (typeof isWithin !== "boolean") {
      throw new TypeError(
        `volume-imbalance/ZScore: includesCurrent must be true or false, was ${isWithin}`,
      );
    }
    const flat = checkChoice("ZScore", "flat", options?.flat, ["nan", "zero"]);
    super("ZScore", options, {
      ddof: 1,
      known: ["includesCurrent", "flat"],
      fields: { isFlatZero: flat === "zero" ? 1 : 0 },
      ahead: isWithin ? 0 : 1,
    });
    this.#isWithin = isWithin;
    const { scoreProcessAt, scoreWithinProcessAt } = this.kernels;
    this.columnKernel = this.byRows(isWithin ? scoreWithinProcessAt : scoreProcessAt);
  }

  get value(): number {
    return this.isTimed ? this.timedValue(this.#kind) : this.kernels.scoreValueAt(this.at);
  }

  /** Takes a value, by time with its time, and answers its score, NaN while warming up. */
  update(x: number, timeUs?: number): number {
    if (this.isStrict && !(Math.abs(x) <= MOST_MOMENT)) this.refuse(x);
    if (this.isTimed) return this.timedUpdate(this.#kind, x, timeUs);
    const { kernels, at } = this;
    return this.#isWithin ? kernels.scoreWithinUpdateAt(at, x) : kernels.scoreUpdateAt(at, x);
  }

  get #kind(): number {
    return this.#isWithin ? TIMED_SCORE_WITHIN : TIMED_SCORE;
  }

  /** Takes a column, by time with its times, and answers the score of each value. */
  process(input: Input, out?: Float64Array): Float64Array;
  process(input: Input, timesUs: Input, out?: Float64Array): Float64Array;
  process(input: Input, second?: Input, third?: Float64Array): Float64Array {
    if (this.isTimed) return this.timedProcess(this.#kind, input, second, third);
    const out = second as Float64Array | undefined;
    return this.through([input], [out], ([from], [to], count) =>
      this.#isWithin
        ? this.kernels.scoreWithinProcessAt(this.at, from, to, count)
        : this.kernels.scoreProcessAt(this.at, from, to, count),
    )[0];
  }

  /** The score of each value of a column. */
  static compute(input: Input, options: ZScoreOptions, out?: Float64Array): Float64Array;
  static compute(
    input: Input,
    timesUs: Input,
    options: ZScoreOptions,
    out?: Float64Array,
  ): Float64Array;
  static compute(
    input: Input,
    second: Input | ZScoreOptions,
    third?: ZScoreOptions | Float64Array,
    out?: Float64Array,
  ): Float64Array {
    const { options, columns } = windowArguments(second, third, out);
    return computeOnce(new ZScore(options), (made) => made.process(input, ...columns));
  }
}
