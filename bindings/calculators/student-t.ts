/** What the distribution of Student's t needs to know of its degrees of freedom. */

/** From here on the expansion leaves less than 1e-15. */
const LARGE = 20;

/**
 * 1 / (a B(a, 1/2)) for half the degrees of freedom, a > 0: gamma(a + 3/2) / gamma(a + 1), over
 * (a + 1/2) sqrt(pi). The ratio of gammas steps up to where its expansion around a + 3/4 is exact.
 *
 * Source: F. G. Tricomi and A. Erdelyi, "The Asymptotic Expansion of a Ratio of Gamma Functions",
 * Pacific Journal of Mathematics 1(1), 1951.
 */
export function studentScale(a: number): number {
  let ratio = 1 / ((a + 0.5) * Math.sqrt(Math.PI));
  let from = a + 1;
  for (; from < LARGE; from += 1) ratio *= from / (from + 0.5);
  const middle = from - 0.25;
  const square = 1 / (middle * middle);
  let series = (-174_317 / 134_217_728) * square + 631 / 524_288;
  series = series * square - 19 / 8192;
  series = series * square + 1 / 64;
  return ratio * Math.sqrt(middle) * (1 + series * square);
}
