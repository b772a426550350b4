/** Buy less sell volume. */
import { DeltaState } from "../core/layout.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { checkTimes, type OpenWindowOptions, SlidingCalculator, spanOf } from "./flow-window.ts";
import { checkNames } from "./options.ts";
import { checkTime } from "./times.ts";

const WHO = "VolumeDelta";

/** Columns of trades; sides are +1 buy, -1 sell, 0 unknown. */
export interface SidedTrades {
  /** Traded sizes. */
  readonly size: Input;
  /** +1 bought, -1 sold, 0 unknown. */
  readonly side: Input;
  /** Microseconds, for windows by time. */
  readonly time?: Input;
}

/**
 * Volume delta: size bought less size sold, in the unit of size, of everything since the last reset
 * (default) or of a window. A trade without a side counts in the window and adds nothing.
 *
 * Defaults: no `window`; `warmup: "nan"`, `nan: "skip"`.
 */
export class VolumeDelta extends SlidingCalculator {
  readonly #isTimed: boolean;

  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: OpenWindowOptions = {}) {
    checkNames(WHO, options, ["window", "warmup", "nan"]);
    super(WHO, options, DeltaState.bytes, spanOf(WHO, options));
    this.#isTimed = typeof options.window === "string";
    this.record(DeltaState).set({ unknown: this.unknown });
    this.reset();
  }

  reset(): void {
    this.kernels.deltaResetAt(this.at);
  }

  /** Takes a trade and answers the delta; `timeUs` for windows by time. */
  update(size: number, side: number, timeUs?: number): number {
    if (this.isStrict && (size - size !== 0 || side - side !== 0)) this.refuse(size * side);
    if (!this.#isTimed) return this.kernels.deltaUpdateAt(this.at, size, side, 0);
    const time = checkTime(WHO, timeUs);
    this.makeRoom();
    return this.kernels.deltaUpdateAt(this.at, size, side, time);
  }

  /** Takes columns and answers the delta after each trade. */
  process({ size, side, time }: SidedTrades, out?: Float64Array): Float64Array {
    checkTimes(WHO, this.#isTimed, time !== undefined);
    const inputs = time === undefined ? [size, side] : [size, side, time];
    return this.through(inputs, [out], (from, [to], count) =>
      this.takeAll(count, (done) => {
        const [sizes, sides, times = 0] = from.map((at) => at + done * 8);
        const { at, windowAt } = this;
        const target = to + done * 8;
        return this.kernels.deltaProcessAt(at, windowAt, sizes, sides, times, target, count - done);
      }),
    )[0];
  }

  /** The delta after each trade of columns. */
  static compute(
    trades: SidedTrades,
    options?: OpenWindowOptions,
    out?: Float64Array,
  ): Float64Array {
    return computeOnce(new VolumeDelta(options), (made) => made.process(trades, out));
  }
}
