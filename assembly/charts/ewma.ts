/**
 * EWMA control chart: has the series left the place where it usually lives?
 *
 *   u = (x - center) / sigma;  level += lambda (u - level)
 *   width = sqrt(lambda / (2 - lambda) (1 - (1 - lambda)^(2 i)));  score = level / width
 *
 * In    x       value of a column, any unit; centre and sigma from the baseline before x
 *       lambda  memory in (0, 1]; 1 forgets at once, 0.05 remembers about 40 values
 * Out   score   in sigmas of the chart, positive above the centre; alarm +1 or -1 at an onset
 * Keeps Chart
 * Cost  one division and one square root a value, with those of the baseline
 *
 * The limits are the exact, time-dependent ones from the first value on. An alarm stands in the row
 * where abs(score) comes above the limit, and is armed again when it no longer is. NaN in, NaN out,
 * no trace; so also without a scale (sigma 0).
 *
 * Source: S. W. Roberts, "Control Chart Tests Based on Geometric Moving Averages", Technometrics
 * 1(3), 1959; J. M. Lucas and M. S. Saccucci, Technometrics 32(1), 1990.
 */
import * as abi from "../abi";
import { Chart } from "../layout";
import { settle } from "../math/guard";
import { baselineIsReady, baselineLearn, baselineReset } from "./baseline";

/** Takes one value in; the answers are fields of `chart`. True where an alarm begins. */
export function ewmaChartStep(chart: Chart, x: f64): bool {
  silence(chart);
  if (x != x) return false;
  if (!baselineIsReady(chart)) chart.why = abi.FLAG_WARMING;
  else if (chart.sigma > 0.0) score(chart, (x - chart.center) / chart.sigma);
  baselineLearn(chart, x);
  return abs<f64>(chart.alarm) == 1.0;
}

/** Answers of a row in which the chart has nothing to say. */
function silence(chart: Chart): void {
  chart.why = abi.FLAG_UNDEFINED;
  chart.score = NaN;
  chart.width = NaN;
  chart.value = NaN;
  chart.usedCenter = NaN;
  chart.usedSigma = NaN;
  chart.alarm = NaN;
}

function score(chart: Chart, u: f64): void {
  const lambda = chart.lambda;
  const keep = 1.0 - lambda;
  chart.up = settle(chart.up + lambda * (u - chart.up));
  if (chart.decay != 0.0 || chart.factor == 0.0) {
    chart.decay = settle(chart.decay * keep * keep);
    chart.factor = sqrt<f64>((lambda / (2.0 - lambda)) * (1.0 - chart.decay));
  }
  chart.width = chart.factor;
  chart.score = chart.up / chart.width;
  chart.value = chart.up;
  chart.usedCenter = chart.center;
  chart.usedSigma = chart.sigma;
  const side = chart.score > chart.limit ? 1.0 : chart.score < -chart.limit ? -1.0 : 0.0;
  chart.alarm = side != 0.0 && side != chart.alarming ? side : 0.0;
  chart.alarming = side;
}

/** Level in units of x. */
export function ewmaLevel(chart: Chart): f64 {
  return chart.usedCenter + chart.usedSigma * chart.value;
}

/** Upper (`side` 1) or lower (-1) limit in units of x. */
export function ewmaLimit(chart: Chart, side: f64): f64 {
  return chart.usedCenter + side * (chart.limit * (chart.usedSigma * chart.width));
}

/** Forgets everything. */
export function ewmaChartReset(chart: Chart): void {
  baselineReset(chart);
  chart.up = 0.0;
  chart.decay = 1.0;
  chart.factor = 0.0;
  chart.alarming = 0.0;
  silence(chart);
}
