/** What an expert writes by hand for a window of time over a column and its times, unchecked. */

/** Values after which sums are taken anew around a new shift, or rounding would show. */
const ANEW = 4096;

/** Mean, or sigma, of the values that came after the time of the newest less `spanUs`. */
export function overTime(
  x: Float64Array,
  times: Float64Array,
  out: Float64Array,
  spanUs: number,
  isMean: boolean,
): void {
  let oldest = 0;
  for (let from = 0; from < x.length; from += ANEW) {
    const to = Math.min(from + ANEW, x.length);
    oldest = isMean
      ? meansFrom(x, times, out, spanUs, oldest, from, to)
      : sigmasFrom(x, times, out, spanUs, oldest, from, to);
  }
}

function meansFrom(
  x: Float64Array,
  times: Float64Array,
  out: Float64Array,
  spanUs: number,
  first: number,
  from: number,
  to: number,
): number {
  let oldest = first;
  let sum = 0;
  for (let i = oldest; i < from; i++) sum += x[i];
  for (let i = from; i < to; i++) {
    sum += x[i];
    const limit = times[i] - spanUs;
    while (times[oldest] <= limit) sum -= x[oldest++];
    out[i] = sum / (i + 1 - oldest);
  }
  return oldest;
}

function sigmasFrom(
  x: Float64Array,
  times: Float64Array,
  out: Float64Array,
  spanUs: number,
  first: number,
  from: number,
  to: number,
): number {
  let oldest = first;
  const shift = x[oldest];
  let sum = 0;
  let squares = 0;
  for (let i = oldest; i < from; i++) {
    const d = x[i] - shift;
    sum += d;
    squares += d * d;
  }
  for (let i = from; i < to; i++) {
    const d = x[i] - shift;
    sum += d;
    squares += d * d;
    const limit = times[i] - spanUs;
    while (times[oldest] <= limit) {
      const old = x[oldest++] - shift;
      sum -= old;
      squares -= old * old;
    }
    const share = 1 / (i + 1 - oldest);
    const mean = sum * share;
    out[i] = Math.sqrt(Math.max(squares * share - mean * mean, 0));
  }
  return oldest;
}
