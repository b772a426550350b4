/**
 * Two-sided tabular CUSUM: small departures that last.
 *
 *   u = (x - center) / sigma
 *   up = max(0, up + u - k);  down = max(0, down - u - k)           each at most `cap`
 *
 * In    x     value of a column, any unit; centre and sigma from the baseline before x
 *       k, h  slack and limit in sigmas
 * Out   the larger side, signed; alarm +1 or -1 at an onset; rows since the estimated onset; the
 *       estimated new mean, center + sigma (k + up / run) or center - sigma (k + down / run)
 * Keeps Chart
 * Cost  one division a value, with those of the baseline
 *
 * An alarm stands in the row where a side comes above h and is armed again when that side is back
 * at 0. The cap lets it come back after a long departure. NaN in, NaN out, no trace; so also
 * without a scale (sigma 0).
 *
 * Source: E. S. Page, "Continuous Inspection Schemes", Biometrika 41, 1954; D. C. Montgomery,
 * Introduction to Statistical Quality Control, ch. 9 (onset and new mean).
 */
import * as abi from "../abi";
import { Chart } from "../layout";
import { either } from "../math/guard";
import { baselineIsReady, baselineLearn, baselineReset } from "./baseline";

/** Takes one value in; the answers are fields of `chart`. True where an alarm begins. */
export function cusumStep(chart: Chart, x: f64): bool {
  silence(chart);
  if (x != x) return false;
  if (!baselineIsReady(chart)) chart.why = abi.FLAG_WARMING;
  else if (chart.sigma > 0.0) score(chart, (x - chart.center) / chart.sigma);
  baselineLearn(chart, x);
  return abs<f64>(chart.alarm) == 1.0;
}

function silence(chart: Chart): void {
  chart.why = abi.FLAG_UNDEFINED;
  chart.score = NaN;
  chart.value = NaN;
  chart.outUp = NaN;
  chart.outDown = NaN;
  chart.usedCenter = NaN;
  chart.usedSigma = NaN;
  chart.alarm = NaN;
}

function score(chart: Chart, u: f64): void {
  chart.up = min<f64>(max<f64>(chart.up + u - chart.slack, 0.0), chart.cap);
  chart.down = min<f64>(max<f64>(chart.down - u - chart.slack, 0.0), chart.cap);
  chart.upRun = either(chart.up > 0.0, chart.upRun + 1.0, 0.0);
  chart.downRun = either(chart.down > 0.0, chart.downRun + 1.0, 0.0);
  const isUp = chart.up >= chart.down;
  chart.score = either(isUp, chart.up, -chart.down);
  chart.value = either(isUp, chart.upRun, -chart.downRun);
  chart.outUp = chart.up;
  chart.outDown = chart.down;
  chart.usedCenter = chart.center;
  chart.usedSigma = chart.sigma;
  raise(chart);
}

function raise(chart: Chart): void {
  let side = chart.alarming;
  if (side > 0.0 && chart.up == 0.0) side = 0.0;
  if (side < 0.0 && chart.down == 0.0) side = 0.0;
  chart.alarm = 0.0;
  if (side <= 0.0 && chart.up > chart.limit) side = chart.alarm = 1.0;
  else if (side >= 0.0 && chart.down > chart.limit) side = chart.alarm = -1.0;
  chart.alarming = side;
}

/** Estimated mean since the onset, in units of x; NaN where neither side runs. */
export function cusumShift(chart: Chart): f64 {
  const run = chart.value;
  if (run == 0.0) return NaN;
  const k = run > 0.0 ? chart.slack : -chart.slack;
  return chart.usedCenter + chart.usedSigma * (k + chart.score / abs<f64>(run));
}

/** Forgets everything. */
export function cusumReset(chart: Chart): void {
  baselineReset(chart);
  chart.up = 0.0;
  chart.down = 0.0;
  chart.upRun = 0.0;
  chart.downRun = 0.0;
  chart.alarming = 0.0;
  silence(chart);
}
