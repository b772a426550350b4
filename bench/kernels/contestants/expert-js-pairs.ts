/** What an expert writes by hand for two columns: the moments of pairs, unchecked. */

/** Values after which sums are taken anew around new shifts, or rounding would show. */
const ANEW = 4096;

/** Writes slope, intercept and r2, or where only one column is given the correlation. */
export function pairs(
  x: Float64Array,
  y: Float64Array,
  window: number,
  outs: readonly Float64Array[],
): void {
  outs[0].fill(Number.NaN, 0, window - 1);
  for (let from = window - 1; from < x.length; from += ANEW) {
    pairsFrom(x, y, window, outs, from, Math.min(from + ANEW, x.length));
  }
}

function pairsFrom(
  x: Float64Array,
  y: Float64Array,
  window: number,
  [first, intercepts, r2]: readonly Float64Array[],
  from: number,
  to: number,
): void {
  const isLine = intercepts !== undefined;
  const shiftX = x[from + 1 - window];
  const shiftY = y[from + 1 - window];
  const share = 1 / window;
  let [sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0];
  for (let i = from + 1 - window; i <= from; i++) {
    const dx = x[i] - shiftX;
    const dy = y[i] - shiftY;
    sx += dx;
    sy += dy;
    sxx += dx * dx;
    syy += dy * dy;
    sxy += dx * dy;
  }
  for (let i = from; ; ) {
    const squaresX = sxx - sx * sx * share;
    const squaresY = syy - sy * sy * share;
    const products = sxy - sx * sy * share;
    if (isLine) {
      const slope = products / squaresX;
      first[i] = slope;
      intercepts[i] = shiftY + sy * share - slope * (shiftX + sx * share);
      r2[i] = (slope * products) / squaresY;
    } else {
      first[i] = products / Math.sqrt(squaresX * squaresY);
    }
    if (++i === to) return;
    const dx = x[i] - shiftX;
    const dy = y[i] - shiftY;
    const oldX = x[i - window] - shiftX;
    const oldY = y[i - window] - shiftY;
    sx += dx - oldX;
    sy += dy - oldY;
    sxx += dx * dx - oldX * oldX;
    syy += dy * dy - oldY * oldY;
    sxy += dx * dy - oldX * oldY;
  }
}
