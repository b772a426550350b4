/** Probabilities of distributions, by integrating their densities. */

/** Probability below `x` of a standard normal number, by the rule of Simpson. */
export function normalBelow(x: number): number {
  const steps = 4000;
  const width = x / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((i * width) ** 2) / 2);
  }
  return 0.5 + (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

/** Integral of sin(u)^power from 0 to `end`: tanh-sinh, which bears a pole at 0. */
function sinePower(power: number, end: number): number {
  let sum = 0;
  for (let step = -440; step <= 440; step++) {
    const place = step / 64;
    const rest = Math.exp(-Math.PI * Math.sinh(place));
    const slope = (Math.PI * Math.cosh(place) * rest) / (1 + rest) ** 2;
    const term = Math.sin(end / (1 + rest)) ** power * end * slope;
    if (term > 0 && term < Infinity) sum += term;
  }
  return sum / 64;
}

/** Below `t` for Student's t: with t = sqrt(degrees)/tan(u), sin(u)^(degrees - 1) is u's law. */
export function studentBelow(t: number, degrees: number): number {
  if (t > 0) return 1 - studentBelow(-t, degrees);
  const angle = Math.atan2(Math.sqrt(degrees), -t);
  return sinePower(degrees - 1, angle) / sinePower(degrees - 1, Math.PI / 2) / 2;
}
