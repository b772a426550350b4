/**
 * One column as a series of `lightweight-charts`: times in seconds that rise strictly, and a point
 * without a value (whitespace, a gap in the line) where the value is unknown.
 */
import type { SignalTable } from "../core/signal-table.ts";

/** A point of a series; without a value it is a gap in the line. */
export interface LightweightPoint {
  /** Seconds since the Unix epoch, UTC. */
  time: number;
  /** Absent where it is unknown. */
  value?: number;
}

/** How many points a series may have. */
export interface LightweightOptions {
  /** Of the rows in one step the last is kept. Default 1: the library wants whole seconds. */
  readonly stepSeconds?: number;
  /** Keeps lowest and highest point of each of `maxPoints / 2` stretches; default all. */
  readonly maxPoints?: number;
}

/**
 * Copies a column of all rows that are readable in `table` now.
 * @throws {UnknownNameError} if the column was not asked for in the options
 */
export function toLightweightSeries(
  table: SignalTable,
  column: string,
  { stepSeconds = 1, maxPoints = Infinity }: LightweightOptions = {},
): LightweightPoint[] {
  positive("stepSeconds", stepSeconds, 0);
  positive("maxPoints", maxPoints, 2);
  const points = lastOfSteps(table.borrow("time"), table.borrow(column), stepSeconds * 1e6);
  return points.length <= maxPoints ? points : extremes(points, Math.floor(maxPoints / 2));
}

function positive(name: string, value: number, least: number): void {
  if (value > 0 && value >= least) return;
  const needs = least > 0 ? `at least ${least}` : "positive";
  throw new RangeError(
    `volume-imbalance/outputs.toLightweightSeries: ${name} must be ${needs}, was ${value}`,
  );
}

function lastOfSteps(times: Float64Array, values: Float64Array, stepUs: number) {
  const points: LightweightPoint[] = [];
  let last = Number.NaN;
  for (let row = 0; row < times.length; row++) {
    const step = Math.floor(times[row] / stepUs);
    if (step === last) points.pop();
    last = step;
    const time = (step * stepUs) / 1e6;
    points.push(Number.isNaN(values[row]) ? { time } : { time, value: values[row] });
  }
  return points;
}

/** Lowest and highest known point of each stretch, in order of time; else its first point. */
function extremes(points: readonly LightweightPoint[], stretches: number): LightweightPoint[] {
  const kept: LightweightPoint[] = [];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * points.length) / stretches);
    const end = Math.floor(((stretch + 1) * points.length) / stretches);
    let low = from;
    let high = from;
    for (let index = from; index < end; index++) {
      const { value } = points[index];
      if (value === undefined) continue;
      if (value < (points[low].value ?? Infinity)) low = index;
      if (value > (points[high].value ?? -Infinity)) high = index;
    }
    kept.push(points[Math.min(low, high)]);
    if (low !== high) kept.push(points[Math.max(low, high)]);
  }
  return kept;
}
