/** Indicators of technicalindicators on a series: value by value, and at once. */
import type { Answer } from "./contest.ts";

interface Made {
  nextValue(x: number): unknown;
}

interface Input {
  period: number;
  values: number[];
}

// biome-ignore lint/suspicious/noExplicitAny: inputs differ between ours and the peer's types
type Indicator = { new (input: any): Made; calculate(input: any): unknown[] };

type Options = Omit<Input, "values">;
type Field = (answer: unknown) => Answer;

const itself: Field = (answer) => answer as Answer;

/** A field of the answer, or the answer that there is none. */
export function field(name: string): Field {
  return (answer) => (answer as Record<string, number> | undefined)?.[name];
}

export function streamed(Made: Indicator, options: Options, pick = itself) {
  return (values: Float64Array): Answer[] => {
    const made = new Made({ ...options, values: [] });
    return Array.from(values, (x) => pick(made.nextValue(x)));
  };
}

/** The shorter array that `calculate` answers with, filled up at its beginning. */
export function calculated(Made: Indicator, options: Options, pick = itself) {
  return (values: Float64Array): Answer[] => {
    const answers = Made.calculate({ ...options, values: Array.from(values) }).map(pick);
    const missing = Math.min(options.period - 1, values.length);
    return [...Array.from({ length: missing }, () => undefined), ...answers];
  };
}
