/** What calculators over a window of pairs share. */
import { MOST_MOMENT } from "../../assembly/abi.ts";
import { PairEvent, PairWindow, Ring } from "../core/layout.ts";
import { RecordView } from "../core/record.ts";
import { Calculator } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { type StoppingCall, takeAll } from "./growing.ts";
import { checkChoice, checkNames, checkWindow, type WindowOptions } from "./options.ts";
import { checkTime, checkTimes } from "./times.ts";

const FIRST_EVENTS = 16;

function bytesOf(events: number): number {
  return PairWindow.bytes + Ring.bytes + events * PairEvent.bytes;
}

export interface PairPlan {
  readonly known: readonly string[];
  /** Smallest number of pairs that has an answer. */
  readonly least: number;
  readonly ddof: number;
}

export abstract class PairCalculator extends Calculator {
  /** Whether the window is one by event time. */
  protected readonly isTimed: boolean;
  readonly #least: number;

  protected constructor(who: string, options: WindowOptions, plan: PairPlan) {
    checkNames(who, options, ["window", "warmup", "nan", ...plan.known]);
    const { rows, spanUs } = checkWindow(who, options.window, plan.least);
    const isPartial = checkChoice(who, "warmup", options.warmup, ["nan", "partial"]) === "partial";
    const events = Math.max(FIRST_EVENTS, rows > 0 ? 2 ** Math.ceil(Math.log2(rows)) : 0);
    super(who, options, bytesOf(events));
    this.isTimed = spanUs > 0;
    this.#least = plan.least;
    const fields = { unknown: this.unknown, isPartial: isPartial ? 1 : 0, ddof: plan.ddof };
    this.record(PairWindow).set({ ...fields, rows, spanUs });
    this.#ring().set({ mask: events - 1, stride: PairEvent.bytes });
    this.reset();
  }

  get count(): number {
    return this.kernels.pairCountAt(this.at);
  }

  get ready(): boolean {
    return this.count >= this.#least && this.kernels.pairIsWarmAt(this.at) === 1;
  }

  /** Pairs that came with a time before the newest, and were taken at the newest. */
  get reversals(): number {
    return this.kernels.pairReversalsAt(this.at);
  }

  reset(): void {
    this.kernels.pairResetAt(this.at);
  }

  protected override get largest(): number {
    return MOST_MOMENT;
  }

  protected answer(kind: number): number {
    return this.kernels.pairValueAt(this.at, kind);
  }

  protected take(kind: number, x: number, y: number, timeUs: number | undefined): number {
    if (this.isStrict) {
      if (!(Math.abs(x) <= MOST_MOMENT)) this.refuse(x);
      if (!(Math.abs(y) <= MOST_MOMENT)) this.refuse(y);
    }
    if (!this.isTimed) return this.kernels.pairUpdateAt(this.at, x, y, 0, kind);
    const time = checkTime(this.who, timeUs);
    const answer = this.kernels.pairUpdateAt(this.at, x, y, time, kind);
    if (!Number.isNaN(answer) || this.kernels.pairIsFullAt(this.at) === 0) return answer;
    this.#makeRoom();
    return this.kernels.pairUpdateAt(this.at, x, y, time, kind);
  }

  /** Sends both columns, by time with their times, through a kernel. */
  protected throughPairs(
    inputs: readonly [Input, Input],
    times: Input | undefined,
    outs: readonly (Float64Array | undefined)[],
    call: StoppingCall,
  ): Float64Array[] {
    const all = this.isTimed ? [...inputs, checkTimes(this.who, times)] : inputs;
    return this.through(all, outs, (from, to, count) =>
      takeAll(from, to, count, call, () => this.#makeRoom()),
    );
  }

  /** One answer after each pair. */
  protected column(
    kind: number,
    inputs: readonly [Input, Input],
    third: Input | undefined,
    fourth: Float64Array | undefined,
  ): Float64Array {
    const out = this.isTimed ? fourth : (third as Float64Array | undefined);
    return this.throughPairs(inputs, third, [out], ([x, y, times = 0], [to], count) =>
      this.kernels.pairProcessAt(this.at, x, y, times, to, count, kind),
    )[0];
  }

  #ring(): RecordView<typeof Ring> {
    const view = new DataView(this.memory.memory.buffer);
    return new RecordView(view, Ring, this.at + PairWindow.bytes);
  }

  #makeRoom(): void {
    this.enlarge(bytesOf((this.#ring().get("mask") + 1) * 2));
    this.kernels.pairDoubleAt(this.at);
  }
}
