/**
 * Control charts over a single series: the engine's, fed one value at a time or by columns.
 *
 * In    x     any finite value
 * Out   answers of charts/ewma or charts/cusum, a column for each
 * Keeps ChartSeries and a Chart
 * Cost  that of the chart, and the stores
 *
 * An unknown value leaves no trace, or makes the answers unknown until the reset.
 *
 * Source: charts/ewma, charts/cusum.
 */
import * as abi from "../abi";
import { cusumShift, cusumStep } from "../charts/cusum";
import { ewmaChartStep, ewmaLevel, ewmaLimit } from "../charts/ewma";
import { Chart, ChartSeries } from "../layout";

export const CHART_EWMA: i32 = 0;
export const CHART_CUSUM: i32 = 1;

// @ts-ignore: decorator
@inline
export function chartOf(s: ChartSeries): Chart {
  return changetype<Chart>(changetype<usize>(s) + offsetof<ChartSeries>());
}

/** Takes one value and answers the score; false where it is skipped. */
// @ts-ignore: decorator
@inline
function take(s: ChartSeries, x: f64, kind: i32): bool {
  if (x - x != 0.0) {
    if (s.unknown == abi.UNKNOWN_SKIP) return false;
    s.isLost = 1;
  }
  s.count += 1.0;
  const value = s.isLost ? NaN : x;
  if (kind == CHART_EWMA) ewmaChartStep(chartOf(s), value);
  else cusumStep(chartOf(s), value);
  return true;
}

/** Takes one value and answers the score. */
// @ts-ignore: decorator
@inline
export function chartUpdate(s: ChartSeries, x: f64, kind: i32): f64 {
  return take(s, x, kind) ? chartOf(s).score : NaN;
}

// @ts-ignore: decorator
@inline
function put(to: usize, place: usize, isTaken: bool, answer: f64): void {
  store<f64>(to + place, isTaken ? answer : NaN);
}

/** Takes a column and writes score, level, limits and alarms. */
export function ewmaChartProcess(
  s: ChartSeries,
  input: usize,
  scores: usize,
  levels: usize,
  uppers: usize,
  lowers: usize,
  alarms: usize,
  count: u32,
): void {
  const chart = chartOf(s);
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>i << 3;
    const isTaken = take(s, load<f64>(input + place), CHART_EWMA);
    put(scores, place, isTaken, chart.score);
    put(levels, place, isTaken, ewmaLevel(chart));
    put(uppers, place, isTaken, ewmaLimit(chart, 1.0));
    put(lowers, place, isTaken, ewmaLimit(chart, -1.0));
    put(alarms, place, isTaken, chart.alarm);
  }
}

/** Takes a column and writes the larger sum, both sums, alarms, runs and shifts. */
export function cusumProcess(
  s: ChartSeries,
  input: usize,
  scores: usize,
  ups: usize,
  downs: usize,
  alarms: usize,
  runs: usize,
  shifts: usize,
  count: u32,
): void {
  const chart = chartOf(s);
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>i << 3;
    const isTaken = take(s, load<f64>(input + place), CHART_CUSUM);
    put(scores, place, isTaken, chart.score);
    put(ups, place, isTaken, chart.outUp);
    put(downs, place, isTaken, chart.outDown);
    put(alarms, place, isTaken, chart.alarm);
    put(runs, place, isTaken, chart.value);
    put(shifts, place, isTaken, cusumShift(chart));
  }
}
