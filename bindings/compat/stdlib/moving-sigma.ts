/** Spread of a moving window. */
import { RollingStdDev } from "../../calculators/index.ts";
import { MeanAndSigma } from "../mean-and-sigma.ts";
import { type Accumulator, MOVING } from "./accumulator.ts";
import { checkedMean, checkedOutput, checkedWindow } from "./arguments.ts";

/** A single value has no spread: 0, NaN if it is unknown. */
const spreadOfOne = (x: number): number => (x - x === 0 ? 0 : Number.NaN);

/**
 * Standard deviation of the last `window` values, of fewer in the beginning: of a sample, or of the
 * population around `mean` if that is given.
 * @throws {TypeError} if `window` is no positive whole number or `mean` no number
 */
export function incrmstdev(window: number, ...known: [mean?: number]): Accumulator {
  const rows = checkedWindow("incrmstdev", window);
  if (known.length > 0) return sigmaAround(checkedMean("incrmstdev", known[0]), rows);
  if (rows === 1) return sigmaOfOne();
  const sigma = new RollingStdDev({ window: rows, ddof: 1, ...MOVING });
  let isSecond = false;
  let first = Number.NaN;
  return (x) => {
    if (x === undefined) {
      if (isSecond) return sigma.value;
      return sigma.count === 0 ? null : spreadOfOne(first);
    }
    const answer = sigma.update(x);
    if (isSecond) return answer;
    isSecond = sigma.count > 1;
    first = x;
    return isSecond ? answer : spreadOfOne(x);
  };
}

/** The spread around the window's own mean, and how far that lies from the known one. */
function sigmaAround(mean: number, window: number): Accumulator {
  const moments = new MeanAndSigma({ window, ddof: 0, ...MOVING });
  return (x) => {
    if (x !== undefined) moments.update(x);
    else if (moments.count === 0) return null;
    return Math.sqrt(moments.value ** 2 + (moments.mean - mean) ** 2);
  };
}

function sigmaOfOne(): Accumulator {
  let newest: number | null = null;
  return (x) => {
    if (x !== undefined) newest = spreadOfOne(x);
    return newest;
  };
}

/** What answers are written to. */
export type MeanAndStdev = { [index: number]: number };

/**
 * Mean and sample standard deviation of the last `window` values, of fewer in the beginning, in one
 * array that every answer overwrites.
 * @throws {TypeError} if `window` is no positive whole number
 */
export function incrmmeanstdev(window: number): Accumulator<ArrayLike<number>>;
/**
 * The same, into an output that is given.
 * @param out where answers are written to: the mean, then the standard deviation
 * @throws {TypeError} if `window` is no positive whole number or `out` no array
 */
export function incrmmeanstdev<Out extends MeanAndStdev>(
  out: Out,
  window: number,
): Accumulator<Out>;
export function incrmmeanstdev(
  ...given: [window: number] | [out: MeanAndStdev, window: number]
): Accumulator<MeanAndStdev> {
  const out = given.length === 1 ? [0, 0] : checkedOutput("incrmmeanstdev", given[0]);
  const rows = checkedWindow("incrmmeanstdev", given[given.length - 1]);
  // A window of one value never has a spread; its second place stays unused.
  const moments = new MeanAndSigma({ window: Math.max(rows, 2), ddof: 1, ...MOVING });
  let mean = Number.NaN;
  let sigma = Number.NaN;
  let isBegun = false;
  return (x) => {
    if (x !== undefined) {
      sigma = moments.update(x);
      mean = rows === 1 ? x : moments.mean;
      if (rows === 1 || !isBegun) sigma = spreadOfOne(x);
      isBegun = true;
    }
    if (!isBegun) return null;
    out[0] = mean;
    out[1] = sigma;
    return out;
  };
}
