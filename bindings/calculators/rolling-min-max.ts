/** Smallest and largest value of a window. */
import { MinMaxWindow } from "../core/layout.ts";
import { type Answers, outsOf } from "./answers.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { checkNames, type WindowOptions } from "./options.ts";
import { checkOrderWindow, FIRST_PLACES, OrderOverWindow, type OrderPlan } from "./order-window.ts";
import { checkTime, checkTimes, isColumn } from "./times.ts";

const NAMES = ["range", "min", "max"] as const;

/** A column for each answer, in the unit of the series. */
export type MinMaxColumns = Answers<(typeof NAMES)[number]>;

const ROW_BYTES = 16;
const PLACE_BYTES = 24;

/**
 * Smallest and largest of the last values, or of those of a span of time. Exact; its value is the
 * range, largest less smallest, in the unit of the series.
 *
 * Defaults: `warmup: "nan"`, `nan: "skip"`; `window` must be given.
 *
 * Source: M. van Herk, "A fast algorithm for local minimum and maximum filters", Pattern
 * Recognition Letters 13(7), 1992.
 */
export class RollingMinMax extends OrderOverWindow {
  protected readonly isTimed: boolean;
  readonly #plan: OrderPlan;

  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: WindowOptions) {
    checkNames("RollingMinMax", options, ["window", "warmup", "nan"]);
    const plan = checkOrderWindow("RollingMinMax", options);
    const { rows, spanUs, isPartial, isTimed } = plan;
    const places = isTimed ? FIRST_PLACES * PLACE_BYTES : rows * ROW_BYTES;
    super("RollingMinMax", options, MinMaxWindow.bytes + places);
    this.isTimed = isTimed;
    this.#plan = plan;
    this.record(MinMaxWindow).set({
      unknown: this.unknown,
      rows,
      span: spanUs,
      needed: isPartial ? 1 : rows,
      capacity: isTimed ? FIRST_PLACES : 0,
    });
    this.reset();
  }

  get value(): number {
    return this.max - this.min;
  }

  /** Smallest value of the window. */
  get min(): number {
    return this.#read("min");
  }

  /** Largest value of the window. */
  get max(): number {
    return this.#read("max");
  }

  get count(): number {
    return this.#read("count");
  }

  get ready(): boolean {
    const { isPartial, isTimed, rows, spanUs } = this.#plan;
    const { count } = this;
    if (isPartial || !isTimed) return count >= (isPartial ? 1 : rows);
    return count > 0 && this.#read("time") - this.#read("first") >= spanUs;
  }

  /** Values that came with a time before the latest one, and were taken at the latest. */
  get reversals(): number {
    return this.#read("reversals");
  }

  reset(): void {
    this.kernels.minMaxResetAt(this.at);
  }

  /** Takes a value, by time with its time, and answers the range. */
  update(x: number, timeUs?: number): number {
    if (this.isStrict && x - x !== 0) this.refuse(x);
    if (!this.isTimed) return this.kernels.minMaxUpdateAt(this.at, x);
    const time = checkTime(this.who, timeUs);
    this.needPlace();
    return this.kernels.minMaxUpdateTimedAt(this.at, x, time);
  }

  /** Takes a column, by time with its times, and answers one for each answer. */
  process(input: Input, outs?: Partial<MinMaxColumns>): MinMaxColumns;
  process(input: Input, timesUs: Input, outs?: Partial<MinMaxColumns>): MinMaxColumns;
  process(
    input: Input,
    second?: Input | Partial<MinMaxColumns>,
    third?: Partial<MinMaxColumns>,
  ): MinMaxColumns {
    const outs = (this.isTimed ? third : second) as Partial<MinMaxColumns>;
    const wanted = outsOf(this.who, NAMES, outs);
    const [range, min, max] = this.isTimed
      ? this.#throughTimes(input, second as Input, wanted)
      : this.through([input], wanted, ([from], [a, b, c], count) =>
          this.kernels.minMaxProcessAt(this.at, from, a, b, c, count),
        );
    return { range, min, max };
  }

  /** The answers after each value of a column. */
  static compute(
    input: Input,
    options: WindowOptions,
    outs?: Partial<MinMaxColumns>,
  ): MinMaxColumns;
  static compute(
    input: Input,
    timesUs: Input,
    options: WindowOptions,
    outs?: Partial<MinMaxColumns>,
  ): MinMaxColumns;
  static compute(
    input: Input,
    second: Input | WindowOptions,
    third?: WindowOptions | Partial<MinMaxColumns>,
    outs?: Partial<MinMaxColumns>,
  ): MinMaxColumns {
    if (!isColumn(second)) {
      const given = third as Partial<MinMaxColumns> | undefined;
      return computeOnce(new RollingMinMax(second), (made) => made.process(input, given));
    }
    const made = new RollingMinMax(third as WindowOptions);
    return computeOnce(made, () => made.process(input, second, outs));
  }

  protected freePlaces(): number {
    return this.kernels.minMaxRoomAt(this.at);
  }

  protected addPlaces(): void {
    const capacity = 2 * this.#read("capacity");
    this.enlarge(MinMaxWindow.bytes + capacity * PLACE_BYTES);
    this.record(MinMaxWindow).set({ capacity });
  }

  #throughTimes(input: Input, second: Input, wanted: (Float64Array | undefined)[]): Float64Array[] {
    const times = checkTimes(this.who, second);
    return this.through([input, times], wanted, ([from, at], [a, b, c], total) =>
      this.byRoom(total, (index, count) => {
        const skip = index * 8;
        this.kernels.minMaxProcessTimedAt(
          this.at,
          from + skip,
          at + skip,
          a + skip,
          b + skip,
          c + skip,
          count,
        );
      }),
    );
  }

  #read(name: keyof typeof MinMaxWindow.fields): number {
    this.kernels.heapBaseAt();
    return this.record(MinMaxWindow).get(name);
  }
}
