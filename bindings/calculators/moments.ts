/** What the calculators over the moments of a window share. */
import { MOST_MOMENT } from "../../assembly/abi.ts";
import { MomentsWindow } from "../core/layout.ts";
import { Calculator } from "./calculator.ts";
import { checkChoice, checkNames, checkWindow, type WindowOptions } from "./options.ts";

export interface MomentsOptions extends WindowOptions {
  /** The variance is divided by the number of values less this. */
  readonly ddof?: 0 | 1;
}

const KNOWN = ["window", "warmup", "nan", "ddof"];

/** What a class adds to the options. */
export interface MomentsPlan {
  readonly ddof: number;
  readonly known?: readonly string[];
  readonly fields?: { readonly isFlatZero?: number; readonly width?: number };
  /** Values that must have been taken besides those of the window. */
  readonly ahead?: number;
}

/** @throws {RangeError} if `ddof` is neither 0 nor 1 */
export function checkDdof(who: string, ddof: number): number {
  if (ddof === 0 || ddof === 1) return ddof;
  throw new RangeError(`volume-imbalance/${who}: ddof must be 0 or 1, was ${ddof}`);
}

export abstract class MomentsOverRows extends Calculator {
  readonly #needed: number;

  protected constructor(who: string, options: MomentsOptions, plan: MomentsPlan) {
    checkNames(who, options, [...KNOWN, ...(plan.known ?? [])]);
    const ddof = checkDdof(who, options.ddof ?? plan.ddof);
    const { rows } = checkWindow(who, options.window, ddof + 1);
    const isPartial = checkChoice(who, "warmup", options.warmup, ["nan", "partial"]) === "partial";
    super(who, options, MomentsWindow.bytes + rows * 8);
    this.#needed = (isPartial ? ddof + 1 : rows) + (plan.ahead ?? 0);
    const { unknown } = this;
    const asked = { rows, unknown, ddof, isPartial: isPartial ? 1 : 0 };
    this.record(MomentsWindow).set({ ...asked, ...plan.fields });
    this.reset();
  }

  get count(): number {
    return this.kernels.momentsCountAt(this.at);
  }

  get ready(): boolean {
    return this.count >= this.#needed;
  }

  reset(): void {
    this.kernels.momentsResetAt(this.at);
  }

  protected override get largest(): number {
    return MOST_MOMENT;
  }
}
