import { describe, expect, test } from "vitest";
import { increwmean, increwvariance } from "../../bindings/compat/stdlib/index.ts";
import { describeContest } from "./contest.ts";
import { ewmOf, ifKnown } from "./exponential.ts";
import { installedPeer } from "./peers.ts";

const peerMean = await installedPeer("@stdlib/stats-incr-ewmean");
const peerVariance = await installedPeer("@stdlib/stats-incr-ewvariance");

type Make = (alpha: number) => (x?: number) => number | null;

/** Once one is in, the peer's answer is never a number again. */
const DEAD = ["oneNaN", "firstNaN", "infinities"] as const;

for (const alpha of [0, 0.01, 0.3, 1]) {
  const streamed = (make: Make) => (values: Float64Array) =>
    Array.from(values, make(alpha) as (x: number) => number);
  describeContest({
    name: `increwmean(${alpha})`,
    ours: streamed(increwmean),
    peer: peerMean && streamed(peerMean),
    judge: (seen) => ifKnown(seen, ewmOf(seen, alpha).mean),
    window: Infinity,
    wrong: DEAD,
  });
  describeContest({
    name: `increwvariance(${alpha})`,
    ours: streamed(increwvariance),
    peer: peerVariance && streamed(peerVariance),
    judge: (seen) => ifKnown(seen, ewmOf(seen, alpha).variance),
    window: Infinity,
    wrong: [...DEAD, ...(alpha > 0 && alpha < 1 ? ["offset" as const] : [])],
    tolerance: { rel: 1e-12, scale: 0 },
    peerTolerance: { rel: 1e-8, scale: 0 },
  });
}

describe.each([
  ["increwmean", increwmean, peerMean],
  ["increwvariance", increwvariance, peerVariance],
] as [string, Make, Make | null][])("%s", (_, ours, peer) => {
  test.each(peer ? [ours, peer] : [ours])("refuses and answers as the peer does", (make) => {
    for (const alpha of [-0.1, Number.NaN, "0.5", null, undefined]) {
      expect(() => make(alpha as number)).toThrow(TypeError);
    }
    expect(() => make(1.1)).toThrow(RangeError);
    const accumulate = make(0.5);
    expect(accumulate()).toBeNull();
    const first = accumulate(4);
    expect(accumulate()).toBe(first);
    expect(accumulate(8)).toBe(make === increwmean || make === peerMean ? 6 : 4);
  });
});
