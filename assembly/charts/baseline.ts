/**
 * Where a series usually lives: the centre and sigma a chart measures from.
 *
 *   fixed    given
 *   phase 1  mean and standard deviation (ddof 1) of the first n values
 *   ewm      exponentially weighted mean and variance, a = max(rate, 1 / i) at the i-th value
 *
 * In    x       value of a column, any unit
 * Out   center, sigma of the values before x; sigma 0 or NaN means that there is no scale yet
 * Keeps the baseline part of Chart
 * Cost  one division and one square root a value
 *
 * The current value is scored first and learned afterwards. While the chart is alarming nothing is
 * learned, for at most `maxFrozen` values in a run: a market that has moved for good becomes the
 * new normal. A weight of 1 / i at the start makes the first values count alike.
 *
 * Source: phases of control: D. C. Montgomery, Introduction to Statistical Quality Control, ch. 5;
 * weighted moments: Finch 2009.
 */
import * as abi from "../abi";
import { Chart } from "../layout";
import { settle } from "../math/guard";

/** Whether the chart may speak. */
export function baselineIsReady(chart: Chart): bool {
  if (chart.baseline == abi.BASELINE_FIXED) return true;
  return chart.count >= <f64>chart.warm;
}

/** Learns `x` after it was scored. */
export function baselineLearn(chart: Chart, x: f64): void {
  if (chart.baseline == abi.BASELINE_FIXED) return;
  if (chart.baseline == abi.BASELINE_PHASE1) learnPhase1(chart, x);
  else learnEwm(chart, x);
}

function learnPhase1(chart: Chart, x: f64): void {
  if (chart.count >= <f64>chart.warm) return;
  chart.count += 1.0;
  const d = x - chart.mean;
  chart.mean += d / chart.count;
  chart.spread += d * (x - chart.mean);
  chart.center = chart.mean;
  chart.sigma = chart.count > 1.0 ? sqrt<f64>(chart.spread / (chart.count - 1.0)) : NaN;
}

function learnEwm(chart: Chart, x: f64): void {
  if (chart.alarming != 0.0 && chart.frozen < chart.maxFrozen) {
    chart.frozen += 1.0;
    return;
  }
  if (chart.alarming == 0.0) chart.frozen = 0.0;
  chart.count += 1.0;
  const isYoung = chart.count * chart.rate < 1.0;
  const rate = isYoung ? 1.0 / chart.count : chart.rate;
  const d = x - chart.mean;
  chart.mean = settle(chart.mean + rate * d);
  chart.spread = settle((1.0 - rate) * (chart.spread + d * (rate * d)));
  chart.center = chart.mean;
  chart.sigma = sqrt<f64>(chart.spread);
}

/** Forgets what was learned. */
export function baselineReset(chart: Chart): void {
  chart.mean = 0.0;
  chart.spread = 0.0;
  chart.count = 0.0;
  chart.frozen = 0.0;
  if (chart.baseline == abi.BASELINE_FIXED) return;
  chart.center = NaN;
  chart.sigma = NaN;
}
