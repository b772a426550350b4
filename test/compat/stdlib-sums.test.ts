import { expect, test } from "vitest";
import { incrmmean, incrmsum } from "../../bindings/compat/stdlib/index.ts";
import { mean, sum } from "../naive/numbers.ts";
import { describeContest } from "./contest.ts";
import { installedPeer } from "./peers.ts";

const peerSum = await installedPeer("@stdlib/stats-incr-msum");
const peerMean = await installedPeer("@stdlib/stats-incr-mmean");

type Make = (window: number) => (x?: number) => number | null;
const through = (make: Make, window: number) => (values: Float64Array) =>
  Array.from(values, make(window) as (x: number) => number | null);

for (const window of [1, 2, 7, 20, 301]) {
  describeContest({
    name: `incrmsum(${window})`,
    ours: through(incrmsum, window),
    peer: peerSum ? through(peerSum, window) : undefined,
    judge: (seen) => sum(seen.slice(-window)),
    window,
    tolerance: { rel: 1e-12, scale: 4e-16 * Math.max(window, 8) },
    wrong: window === 301 ? [] : ["infinities", "spike"],
  });
  describeContest({
    name: `incrmmean(${window})`,
    ours: through(incrmmean, window),
    peer: peerMean ? through(peerMean, window) : undefined,
    judge: (seen) => mean(seen.slice(-window)),
    window,
    wrong: window === 301 ? [] : ["infinities", "spike"],
  });
}

const makers: [string, Make, Make | null][] = [
  ["incrmsum", incrmsum, peerSum],
  ["incrmmean", incrmmean, peerMean],
];

test.each(makers)("%s answers without a value as the peer does", (_, make, peer) => {
  for (const maker of peer ? [make, peer] : [make]) {
    const accumulate = maker(3);
    expect(accumulate()).toBeNull();
    const answer = accumulate(5);
    expect(answer).toBe(5);
    expect(accumulate()).toBe(5);
    accumulate(Number.NaN);
    expect(accumulate()).toBeNaN();
  }
});

test.each(makers)("%s refuses what the peer refuses", (_, make, peer) => {
  for (const maker of peer ? [make, peer] : [make]) {
    for (const window of [0, -1, 1.5, Number.NaN, "3", null, undefined, {}, true]) {
      expect(() => maker(window as number)).toThrow(TypeError);
    }
  }
  expect(() => make(2 ** 25)).toThrow(RangeError);
});
