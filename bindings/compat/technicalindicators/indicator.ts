/** What all indicators are given, and how their numbers are rounded. */
const PLACE = "volume-imbalance/compat/technicalindicators";

/** What every indicator may be told. */
export interface IndicatorInput {
  /** Values come newest first, and results go so; default false. */
  reversedInput?: boolean;
  /** Applied to each result; by default it rounds to the configured precision. */
  format?: (data: number) => number;
}

/** What indicators of one series are given. */
export interface SeriesInput extends IndicatorInput {
  /** Values in a window, from 1. */
  period: number;
  /** The series, oldest first unless `reversedInput`. */
  values: number[];
}

const config: Record<string, unknown> = {};

/** `precision`: significant digits of results of all indicators; 0 and undefined mean all. */
export function setConfig(key: string, value: unknown): void {
  config[key] = value;
}

/** What was configured, undefined if nothing was. */
export function getConfig(key: string): unknown {
  return config[key];
}

/** Rounds to the configured precision. */
export function format(value: number): number {
  const { precision } = config;
  return precision ? Number.parseFloat(value.toPrecision(Number(precision))) : value;
}

/** What all indicators have: results, and how these are rounded. */
export abstract class Indicator<Result = number> {
  /** Results of the values that the constructor was given. */
  result: Result[] = [];
  /** Applied to each result. */
  readonly format: (data: number) => number;

  constructor(input: IndicatorInput) {
    this.format = input.format ?? format;
  }

  /** Answers from the one at `from` on, formatted. */
  protected formatted(answers: Float64Array, from: number): number[] {
    const results: number[] = [];
    for (let i = from; i < answers.length; i++) results.push(this.format(answers[i]));
    return results;
  }

  /** Results of the values that the constructor was given. */
  getResult(): Result[] {
    return this.result;
  }
}

/** A column as it is computed: oldest first. The caller's array is left as it is. */
export function oldestFirst(values: number[], input: IndicatorInput): number[] {
  return input.reversedInput ? [...values].reverse() : values;
}

/** Results in the order of the input. */
export function inOrderOf<T>(input: IndicatorInput, results: T[]): T[] {
  return input.reversedInput ? results.reverse() : results;
}

/** @throws {TypeError} if there is no array of values */
export function checkSeries(who: string, input: SeriesInput): void {
  if (Array.isArray(input?.values)) return;
  throw new TypeError(`${PLACE}.${who}: values must be an array, was ${typeof input?.values}`);
}
