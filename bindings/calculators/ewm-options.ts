/** How exponentially weighted calculators are told their weights. */
import { parseDuration } from "../core/grammar.ts";
import { rateOf } from "../core/units.ts";
import { checkChoice, checkFlag, checkNames, type SeriesOptions } from "./options.ts";

/** The weight of a new value, by exactly one of four names, and how a series begins. */
export interface EwmOptions extends SeriesOptions {
  /** The weight itself, above 0 and at most 1. */
  readonly alpha?: number;
  /** 2 / (span + 1), span from 1. */
  readonly span?: number;
  /** 1 / (centerOfMass + 1), from 0. */
  readonly centerOfMass?: number;
  /**
   * Values after which a weight is half ("1 - 2^(-1 / halfLife)"), or event time ("10s"): then each
   * update takes the time of the value.
   */
  readonly halfLife?: number | string;
  /**
   * How the series begins: with its first value (default), or with the mean of the first `span`
   * values and NaN before, as collections of technical indicators do.
   */
  readonly seed?: "first" | "sma";
  /**
   * Weights as if there had been nothing before the first value, rather than as if it had always
   * been there (default). By time each value then weighs 1 when it comes, also when several come
   * at once; otherwise a value weighs by the time since the one before it.
   */
  readonly adjust?: boolean;
}

/** Fields of the record that do not change. */
export interface EwmPlan {
  readonly isTimed: boolean;
  readonly rate: number;
  readonly young: number;
  readonly needed: number;
  readonly growth: number;
  readonly noise: number;
}

const WEIGHTS = ["alpha", "span", "centerOfMass", "halfLife"] as const;
const KNOWN = [...WEIGHTS, "seed", "adjust", "nan"];
/** Forgotten by then: e^-37 is less than rounding. */
const FORGOTTEN = 37;
const NOISE = 2 ** -50;
/** By time the weight is not known beforehand. */
const TIMED_NOISE = 2 ** -30;

/**
 * @param known names of further options
 * @throws {TypeError | RangeError} if the options are not valid
 */
export function checkEwm(who: string, options: EwmOptions, known: readonly string[]): EwmPlan {
  checkNames(who, options, [...KNOWN, ...known]);
  const seed = checkChoice(who, "seed", options.seed, ["first", "sma"]);
  const isAdjusted = checkFlag(who, "adjust", options.adjust);
  if (seed === "sma" && isAdjusted) {
    throw new RangeError(`volume-imbalance/${who}: seed: "sma" and adjust exclude each other`);
  }
  const { rate, isTimed } = weightOf(who, options);
  const plain = { rate, isTimed, needed: 1, noise: isTimed ? TIMED_NOISE : NOISE / rate };
  if (seed === "sma") {
    const values = seedValues(who, options.span);
    return { ...plain, young: values, needed: values, growth: 1 };
  }
  if (!isAdjusted) return { ...plain, young: 1, growth: 0 };
  if (isTimed) return { ...plain, young: 1, growth: 1 };
  return { ...plain, young: Math.ceil(FORGOTTEN / rate), growth: 1 - rate };
}

function seedValues(who: string, span: number | undefined): number {
  if (span !== undefined && Number.isInteger(span)) return span;
  throw new RangeError(
    `volume-imbalance/${who}: seed: "sma" needs span, a whole number of values, was ${span}`,
  );
}

function weightOf(who: string, options: EwmOptions): { rate: number; isTimed: boolean } {
  const given = WEIGHTS.filter((name) => options[name] !== undefined);
  if (given.length !== 1) {
    throw new RangeError(
      `volume-imbalance/${who}: give exactly one of ${WEIGHTS.join(", ")}, ` +
        `not ${given.length === 0 ? "none" : given.join(" and ")}`,
    );
  }
  const [name] = given;
  const value = options[name];
  if (name === "halfLife" && typeof value === "string") {
    const halfLifeUs = parseDuration(value);
    if (halfLifeUs > 0) return { rate: halfLifeUs, isTimed: true };
  }
  const rate = typeof value === "number" ? rateFrom(name, value) : Number.NaN;
  if (rate > 0) return { rate, isTimed: false };
  throw new RangeError(
    `volume-imbalance/${who}: ${name} must be ${DOMAINS[name]}, was ` +
      `${typeof value === "string" ? `"${value}"` : value}`,
  );
}

const DOMAINS = {
  alpha: "a number above 0 and at most 1",
  span: "a finite number from 1",
  centerOfMass: "a finite number from 0",
  halfLife: 'a finite number of values above 0, or a duration such as "10s"',
};

/** NaN where the value is out of its domain. */
function rateFrom(name: keyof typeof DOMAINS, value: number): number {
  if (!Number.isFinite(value)) return Number.NaN;
  if (name === "alpha") return value <= 1 ? value : Number.NaN;
  if (name === "span") return value >= 1 ? 2 / (value + 1) : Number.NaN;
  if (name === "centerOfMass") return value >= 0 ? 1 / (value + 1) : Number.NaN;
  return value > 0 ? rateOf(value) : Number.NaN;
}
