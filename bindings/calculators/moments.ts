/** What the calculators over the moments of a window have in common. */
import { MOST_MOMENT } from "../../assembly/abi.ts";
import { MomentsWindow } from "../core/layout.ts";
import type { WindowOptions } from "./options.ts";
import type { WindowPlan } from "./window-calculator.ts";

/** Options of calculators over variances. */
export interface MomentsOptions extends WindowOptions {
  /** The variance is divided by the number of values less this; each class says its default. */
  readonly ddof?: 0 | 1;
}

/** What a class adds to the options. */
export interface MomentsPlan {
  readonly ddof: number;
  readonly known?: readonly string[];
  readonly fields?: Readonly<Record<string, number>>;
  /** Values that must have been taken besides those of the window. */
  readonly ahead?: number;
}

/** @throws {RangeError} if `ddof` is neither 0 nor 1 */
export function checkDdof(who: string, ddof: number): number {
  if (ddof === 0 || ddof === 1) return ddof;
  throw new RangeError(`volume-imbalance/${who}: ddof must be 0 or 1, was ${ddof}`);
}

/** The window of a class over moments. */
export function momentsPlan(who: string, options: MomentsOptions, plan: MomentsPlan): WindowPlan {
  const ddof = checkDdof(who, options?.ddof ?? plan.ddof);
  const fields = { ddof, ...plan.fields };
  return {
    known: ["ddof", ...(plan.known ?? [])],
    least: ddof + 1,
    ahead: plan.ahead ?? 0,
    layout: MomentsWindow,
    fields,
    count: "momentsCountAt",
    reset: "momentsResetAt",
    largest: MOST_MOMENT,
    timed: { ...fields, isCentred: 1 },
  };
}
