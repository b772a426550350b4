/** What calculators over one window share, by rows or by event time. */
import { Event, Ring, TimedWindow } from "../core/layout.ts";
import { type RecordLayout, RecordView } from "../core/record.ts";
import type { Ask, NameOf, Reset } from "../core/series/kernels.ts";
import { Calculator } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { type StoppingCall, takeAll } from "./growing.ts";
import { checkChoice, checkNames, checkWindow, type WindowOptions } from "./options.ts";
import { checkTime, checkTimes } from "./times.ts";

const KNOWN = ["window", "warmup", "nan"];
const FIRST_EVENTS = 16;

type Fields = Readonly<Record<string, number>>;

/** What a class says of its windows. */
export interface WindowPlan {
  /** Options besides those of every window. */
  readonly known: readonly string[];
  /** Smallest number of values that has an answer. */
  readonly least: number;
  /** Values that must have been taken besides those of the window. */
  readonly ahead: number;
  /** Record of a window by rows, and its fields. */
  readonly layout: RecordLayout;
  readonly fields: Fields;
  /** Kernels that say how many values it took, and bring it to rest. */
  readonly count: NameOf<Ask>;
  readonly reset: NameOf<Reset>;
  /** Largest input, either sign, that is known. */
  readonly largest: number;
  /** Fields of a window by time. */
  readonly timed: Fields;
}

function bytesOf(events: number): number {
  return TimedWindow.bytes + Ring.bytes + events * Event.bytes;
}

export abstract class WindowCalculator extends Calculator {
  /** Whether the window is one by event time. */
  protected readonly isTimed: boolean;
  readonly #plan: WindowPlan;
  readonly #needed: number;

  protected constructor(who: string, options: WindowOptions, plan: WindowPlan) {
    checkNames(who, options, [...KNOWN, ...plan.known]);
    const { rows, spanUs } = checkWindow(who, options.window, plan.least);
    const isWaiting = checkChoice(who, "warmup", options.warmup, ["nan", "partial"]) === "nan";
    super(who, options, rows > 0 ? plan.layout.bytes + rows * 8 : bytesOf(FIRST_EVENTS));
    this.#plan = plan;
    this.isTimed = spanUs > 0;
    this.#needed = (isWaiting && rows > 0 ? rows : plan.least) + plan.ahead;
    const fields = { unknown: this.unknown, isPartial: isWaiting ? 0 : 1 };
    if (rows > 0) {
      this.record(plan.layout).set({ ...fields, rows, ...plan.fields });
    } else {
      const { largest } = this;
      this.record(TimedWindow).set({ ...fields, spanUs, largest, ...plan.timed });
      this.#ring().set({ mask: FIRST_EVENTS - 1, stride: Event.bytes });
    }
    this.reset();
  }

  get count(): number {
    return this.isTimed
      ? this.kernels.timedCountAt(this.at)
      : this.kernels[this.#plan.count](this.at);
  }

  get ready(): boolean {
    const isEnough = this.count >= this.#needed;
    return isEnough && (!this.isTimed || this.kernels.timedIsWarmAt(this.at) === 1);
  }

  /** Values that came with a time before the newest, and were taken at the newest. */
  get reversals(): number {
    return this.isTimed ? this.kernels.timedReversalsAt(this.at) : 0;
  }

  reset(): void {
    if (this.isTimed) this.kernels.timedResetAt(this.at);
    else this.kernels[this.#plan.reset](this.at);
  }

  protected override get largest(): number {
    return this.#plan.largest;
  }

  protected timedValue(kind: number): number {
    return this.kernels.timedValueAt(this.at, kind);
  }

  protected timedUpdate(kind: number, x: number, timeUs: number | undefined): number {
    const time = checkTime(this.who, timeUs);
    const answer = this.kernels.timedUpdateAt(this.at, x, time, kind);
    if (!Number.isNaN(answer) || this.kernels.timedIsFullAt(this.at) === 0) return answer;
    this.#makeRoom();
    return this.kernels.timedUpdateAt(this.at, x, time, kind);
  }

  /** Sends columns through a kernel that stops where it needs room and says how far it came. */
  protected throughTimed(
    input: Input,
    times: Input | undefined,
    outs: readonly (Float64Array | undefined)[],
    call: StoppingCall,
  ): Float64Array[] {
    const inputs = [input, checkTimes(this.who, times)];
    return this.through(inputs, outs, (from, to, count) =>
      takeAll(from, to, count, call, () => this.#makeRoom()),
    );
  }

  #ring(): RecordView<typeof Ring> {
    const view = new DataView(this.memory.memory.buffer);
    return new RecordView(view, Ring, this.at + TimedWindow.bytes);
  }

  #makeRoom(): void {
    const events = this.#ring().get("mask") + 1;
    this.enlarge(bytesOf(events * 2));
    this.kernels.timedDoubleAt(this.at);
  }
}
