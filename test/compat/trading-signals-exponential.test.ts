import { describe, expect, test } from "vitest";
import { EMA, RMA, WSMA } from "../../bindings/compat/trading-signals/index.ts";
import { describeContest } from "./contest.ts";
import { ewmOf, ifKnown } from "./exponential.ts";
import { installedPeer } from "./peers.ts";
import { describeReplacing } from "./replacing.ts";

const peer = await installedPeer("trading-signals");

/** Once one is in, the peer's average is never a number again. */
const DEAD = ["oneNaN", "firstNaN", "infinities"] as const;

const averages = [
  { name: "EMA", Made: EMA, rateOf: (interval: number) => 2 / (interval + 1) },
  { name: "RMA", Made: RMA, rateOf: (interval: number) => 1 / interval },
];

for (const { name, Made, rateOf } of averages) {
  for (const interval of [2, 9, 20]) {
    describeContest({
      name: `${name}(${interval})`,
      ours: (values) => new Made(interval).updates(Array.from(values)),
      peer: peer && ((values) => new peer[name](interval).updates(Array.from(values))),
      judge: (seen) => ifKnown(seen, ewmOf(seen, rateOf(interval)).mean),
      window: Infinity,
      wrong: DEAD,
    });
    describeReplacing({
      name: `${name}(${interval})`,
      ours: () => new Made(interval),
      peer: peer && (() => new peer[name](interval)),
    });
  }
}

for (const interval of [1, 2, 9, 20]) {
  describeContest({
    name: `WSMA(${interval})`,
    ours: (values) => new WSMA(interval).updates(Array.from(values)),
    peer: peer && ((values) => new peer.WSMA(interval).updates(Array.from(values))),
    judge: (seen) => {
      const { mean, count } = ewmOf(seen, 1 / interval, interval);
      return count < interval ? null : ifKnown(seen, mean);
    },
    window: Infinity,
    // an average of one value is that value
    wrong: DEAD,
  });
  describeReplacing({
    name: `WSMA(${interval})`,
    ours: () => new WSMA(interval),
    peer: peer && (() => new peer.WSMA(interval)),
  });
}

describe("averages whose memory fades", () => {
  test("a constant stays what it is", () => {
    for (const Made of [EMA, RMA, WSMA]) {
      const made = new Made(9);
      made.updates(Array.from({ length: 500 }, () => 100.1));
      expect(made.getResult()).toBe(100.1);
    }
  });
  test("zeros are reached, not only approached", () => {
    const made = new EMA(3);
    made.add(1);
    made.updates(Array.from({ length: 600 }, () => 0));
    expect(made.getResult()).toBe(0);
  });
  test("refuse an interval that is no window", () => {
    for (const Made of [EMA, RMA, WSMA]) {
      for (const interval of [0, 2.5, Number.NaN, "10s" as never]) {
        expect(() => new Made(interval)).toThrow(RangeError);
      }
    }
  });
});
