/** The border of `series/charts`. */
import { cusumReset, cusumShift } from "../../charts/cusum";
import { ewmaChartReset, ewmaLevel, ewmaLimit } from "../../charts/ewma";
import { ChartSeries } from "../../layout";
import {
  CHART_CUSUM,
  CHART_EWMA,
  chartOf,
  chartUpdate,
  cusumProcess,
  ewmaChartProcess,
} from "../charts";

function rest(s: ChartSeries): void {
  s.count = 0.0;
  s.isLost = 0;
}

/** Brings a planned EWMA chart to rest. */
export function ewmaChartResetAt(at: usize): void {
  rest(changetype<ChartSeries>(at));
  ewmaChartReset(chartOf(changetype<ChartSeries>(at)));
}

/** Takes a value and answers its score. */
export function ewmaChartUpdateAt(at: usize, x: f64): f64 {
  return chartUpdate(changetype<ChartSeries>(at), x, CHART_EWMA);
}

/** The newest level, in the unit of the series. */
export function ewmaChartLevelAt(at: usize): f64 {
  return ewmaLevel(chartOf(changetype<ChartSeries>(at)));
}

/** The newest upper (`side` 1) or lower (-1) limit. */
export function ewmaChartLimitAt(at: usize, side: f64): f64 {
  return ewmaLimit(chartOf(changetype<ChartSeries>(at)), side);
}

/** Takes `count` values and writes a column for each answer. */
export function ewmaChartProcessAt(
  at: usize,
  input: usize,
  scores: usize,
  levels: usize,
  uppers: usize,
  lowers: usize,
  alarms: usize,
  count: u32,
): void {
  const s = changetype<ChartSeries>(at);
  ewmaChartProcess(s, input, scores, levels, uppers, lowers, alarms, count);
}

/** Brings a planned CUSUM to rest. */
export function cusumResetAt(at: usize): void {
  rest(changetype<ChartSeries>(at));
  cusumReset(chartOf(changetype<ChartSeries>(at)));
}

/** Takes a value and answers the larger sum, signed. */
export function cusumUpdateAt(at: usize, x: f64): f64 {
  return chartUpdate(changetype<ChartSeries>(at), x, CHART_CUSUM);
}

/** The newest estimate of the new mean. */
export function cusumShiftAt(at: usize): f64 {
  return cusumShift(chartOf(changetype<ChartSeries>(at)));
}

/** Takes `count` values and writes a column for each answer. */
export function cusumProcessAt(
  at: usize,
  input: usize,
  scores: usize,
  ups: usize,
  downs: usize,
  alarms: usize,
  runs: usize,
  shifts: usize,
  count: u32,
): void {
  const s = changetype<ChartSeries>(at);
  cusumProcess(s, input, scores, ups, downs, alarms, runs, shifts, count);
}
