/**
 * What calculators have in common in what they are asked: checked once, with sentences.
 */
import * as abi from "../../assembly/abi.ts";
import { UnknownNameError } from "../core/errors.ts";
import { parseDuration } from "../core/grammar.ts";
import { nearest } from "../core/nearest.ts";

/** What an input does that is NaN or infinite. */
export type UnknownInput = "skip" | "propagate" | "throw";

/** What every calculator may be told. */
export interface SeriesOptions {
  /**
   * An input that is NaN or infinite:
   * - `skip` (default): it leaves no trace and is answered by NaN;
   * - `propagate`: it is taken, and answers are NaN as long as it is in the window;
   * - `throw`: a RangeError, and nothing has changed.
   */
  readonly nan?: UnknownInput;
}

/** Options of a window, by values or by event time. */
export interface WindowOptions extends SeriesOptions {
  /** Values (20), or event time ("10s"): then each update takes the time of the value. */
  readonly window: number | string;
  /** Answers of a window that is not yet full: NaN (default), or those of the values there are. */
  readonly warmup?: "nan" | "partial";
}

/** A window: by rows, or by time in microseconds. */
export interface Window {
  /** Values; 0 for a window by time. */
  readonly rows: number;
  /** Microseconds; 0 for a window by rows. */
  readonly spanUs: number;
}

export const MOST_ROWS = 2 ** 24;

/**
 * @param who the calculator's name, for messages
 * @param least smallest number of rows that makes sense
 * @throws {TypeError | RangeError} if `window` is neither a whole number nor a duration
 */
export function checkWindow(who: string, window: number | string, least = 1): Window {
  if (typeof window === "string") {
    const spanUs = parseDuration(window);
    if (spanUs > 0) return { rows: 0, spanUs };
  } else if (Number.isInteger(window) && window >= least && window <= MOST_ROWS) {
    return { rows: window, spanUs: 0 };
  }
  const given = typeof window === "string" ? `"${window}"` : String(window);
  throw new RangeError(
    `volume-imbalance/${who}: window must be a whole number of values from ${least} to ` +
      `${MOST_ROWS}, or a duration such as "10s", was ${given}`,
  );
}

/** @throws {RangeError} if the value is none of the choices */
export function checkChoice<T extends string>(
  who: string,
  name: string,
  value: T | undefined,
  choices: readonly [T, ...T[]],
): T {
  if (value === undefined) return choices[0];
  if (choices.includes(value)) return value;
  const known = choices.map((choice) => `"${choice}"`).join(", ");
  const message = `volume-imbalance/${who}: ${name} must be one of ${known}, was "${value}"`;
  throw new UnknownNameError(message, value, nearest(value, choices));
}

/**
 * Refuses options that the calculator does not know: a misspelt one would be a silent default.
 * @throws {TypeError} without options, {UnknownNameError} with an unknown one
 */
export function checkNames(who: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`volume-imbalance/${who}: options must be an object, was ${options}`);
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const message = `there is no option "${name}", only ${known.join(", ")}`;
    throw new UnknownNameError(`volume-imbalance/${who}: ${message}`, name, nearest(name, known));
  }
}

const UNKNOWN_INPUTS: readonly ["skip", "propagate", "throw"] = ["skip", "propagate", "throw"];

/** The code of an unknown input's treatment in the core; one that throws never gets there. */
export function checkUnknown(
  who: string,
  nan: UnknownInput | undefined,
): { code: number; isRefused: boolean } {
  const treatment = checkChoice<UnknownInput>(who, "nan", nan, [...UNKNOWN_INPUTS]);
  const code = treatment === "propagate" ? abi.UNKNOWN_PROPAGATE : abi.UNKNOWN_SKIP;
  return { code, isRefused: treatment === "throw" };
}

/** @throws {TypeError} if an option is given that is neither true nor false */
export function checkFlag(who: string, name: string, value: boolean | undefined): boolean {
  if (value === undefined || typeof value === "boolean") return value ?? false;
  throw new TypeError(`volume-imbalance/${who}: ${name} must be true or false, was ${value}`);
}
