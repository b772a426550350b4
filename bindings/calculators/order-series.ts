/** What the calculators over the values of a window in order share. */
import { OrderWindow } from "../core/layout.ts";
import type { Process, ProcessPair } from "../core/series/kernels.ts";
import type { Input } from "./columns.ts";
import { checkNames, type WindowOptions } from "./options.ts";
import { checkOrderWindow, FIRST_PLACES, OrderOverWindow, type OrderPlan } from "./order-window.ts";
import { checkTimes } from "./times.ts";

/** Bytes of a value as it came and in order; by time with its time. */
const ROW_BYTES = 16;
const PLACE_BYTES = 24;

type Fields = Partial<Record<"q" | "flat" | "isWithin", number>>;

export abstract class OrderStatistic extends OrderOverWindow {
  protected readonly isTimed: boolean;
  readonly #plan: OrderPlan;
  readonly #ahead: number;

  /** @param ahead values that must have been taken besides those of the window */
  protected constructor(
    who: string,
    options: WindowOptions,
    known: readonly string[],
    fields: () => Fields,
    ahead = 0,
  ) {
    checkNames(who, options, ["window", "warmup", "nan", ...known]);
    const plan = checkOrderWindow(who, options);
    const { rows, spanUs, isPartial, isTimed } = plan;
    const asked = fields();
    const places = isTimed ? FIRST_PLACES * PLACE_BYTES : rows * ROW_BYTES;
    super(who, options, OrderWindow.bytes + places);
    this.isTimed = isTimed;
    this.#plan = plan;
    this.#ahead = ahead;
    this.record(OrderWindow).set({
      unknown: this.unknown,
      rows,
      span: spanUs,
      needed: isPartial ? 1 : rows,
      capacity: isTimed ? FIRST_PLACES : 0,
      ordered: isTimed ? FIRST_PLACES * 16 : rows * 8,
      ...asked,
    });
    this.reset();
  }

  get value(): number {
    return this.#read("answer");
  }

  get count(): number {
    return this.#read("count");
  }

  get ready(): boolean {
    const { isPartial, isTimed, rows, spanUs } = this.#plan;
    const taken = this.count - this.#ahead;
    if (isPartial || !isTimed) return taken >= (isPartial ? 1 : rows);
    return taken > 0 && this.#read("time") - this.#read("first") >= spanUs;
  }

  /** Values that came with a time before the latest one, and were taken at the latest. */
  get reversals(): number {
    return this.#read("reversals");
  }

  /** Median of the values that are in the window now. */
  get median(): number {
    return this.kernels.orderQuantileAt(this.at, 0.5);
  }

  reset(): void {
    this.kernels.orderResetAt(this.at);
  }

  protected freePlaces(): number {
    return this.kernels.orderRoomAt(this.at);
  }

  protected addPlaces(): void {
    const capacity = 2 * this.#read("capacity");
    this.enlarge(OrderWindow.bytes + capacity * PLACE_BYTES);
    this.kernels.orderWidenAt(this.at, capacity);
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
    return this.through([input, times], [third], ([from, at], [to], total) =>
      this.byRoom(total, (index, count) => {
        const skip = index * 8;
        timed(this.at, from + skip, at + skip, to + skip, count);
      }),
    )[0];
  }

  #read(name: keyof typeof OrderWindow.fields): number {
    this.kernels.heapBaseAt();
    return this.record(OrderWindow).get(name);
  }
}
