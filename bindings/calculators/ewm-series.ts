/** What exponentially weighted calculators share. */
import { EwmSeries } from "../core/layout.ts";
import type { Process, ProcessPair, UpdatePair } from "../core/series/kernels.ts";
import { Calculator } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { checkEwm, type EwmOptions } from "./ewm-options.ts";
import { checkTime, checkTimes } from "./times.ts";

export abstract class EwmOverSeries extends Calculator {
  protected readonly isTimed: boolean;
  readonly #needed: number;

  /** @param ahead values that must have been taken besides those of the mean */
  protected constructor(
    who: string,
    options: EwmOptions,
    known: readonly string[] = [],
    fields: { readonly flat?: number; readonly isAfter?: number } = {},
    ahead = 0,
  ) {
    const { isTimed, ...plan } = checkEwm(who, options, known);
    super(who, options, EwmSeries.bytes);
    this.isTimed = isTimed;
    const needed = plan.needed + ahead;
    this.#needed = needed;
    this.record(EwmSeries).set({ unknown: this.unknown, ...plan, ...fields, needed });
    this.reset();
  }

  /** A kernel that takes a value with its time, the time checked; null without times. */
  protected timedStep(timed: UpdatePair): UpdatePair | null {
    if (!this.isTimed) return null;
    return (at, x, timeUs) => timed(at, x, checkTime(this.who, timeUs));
  }

  /** The kernel that takes columns by itself; null where times or checks go with them. */
  protected byRows(kernel: Process): Process | null {
    return this.isTimed || this.isStrict ? null : kernel;
  }

  get count(): number {
    this.kernels.heapBaseAt();
    return this.record(EwmSeries).get("count");
  }

  get ready(): boolean {
    return this.count >= this.#needed;
  }

  /** Values that came with a time before the latest one, and were taken at the latest. */
  get reversals(): number {
    this.kernels.heapBaseAt();
    return this.record(EwmSeries).get("reversals");
  }

  reset(): void {
    this.kernels.ewmResetAt(this.at);
  }

  /** Sends a column, by time with its times, through one of two kernels. */
  protected columns(
    rows: Process,
    timed: ProcessPair,
    input: Input,
    second: Input | undefined,
    third: Float64Array | undefined,
  ): Float64Array {
    if (!this.isTimed) {
      const out = second as Float64Array | undefined;
      return this.through([input], [out], ([from], [to], count) =>
        rows(this.at, from, to, count),
      )[0];
    }
    const times = checkTimes(this.who, second);
    return this.through([input, times], [third], ([from, at], [to], count) =>
      timed(this.at, from, at, to, count),
    )[0];
  }
}
