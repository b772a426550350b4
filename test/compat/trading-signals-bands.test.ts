import { describe, expect, test } from "vitest";
import {
  BollingerBands,
  BollingerBandsWidth,
} from "../../bindings/compat/trading-signals/index.ts";
import { Random } from "../helpers/random.ts";
import { describeContest } from "./contest.ts";
import { installedPeer } from "./peers.ts";
import { describeReplacing } from "./replacing.ts";
import type { SeriesName } from "./series.ts";
import { spreadOf } from "./spread.ts";

const peer = await installedPeer("trading-signals");

/** The peer's mean of equal values is not that value, so that they have a spread. */
const WRONG: Record<number, SeriesName[]> = {
  1: [],
  2: [],
  9: ["constant", "offset"],
  20: ["constant", "offset"],
};
const PARTS = { lower: -2, middle: 0, upper: 2 } as const;

for (const [rows, wrong] of Object.entries(WRONG)) {
  const interval = Number(rows);
  for (const [part, width] of Object.entries(PARTS)) {
    const streamed = (Made: typeof BollingerBands) => (values: Float64Array) =>
      new Made(interval)
        .updates(Array.from(values))
        .map((bands) => bands?.[part as keyof typeof PARTS] ?? null);
    describeContest({
      name: `BollingerBands(${interval}).${part}`,
      ours: streamed(BollingerBands),
      peer: peer && streamed(peer.BollingerBands),
      judge: (seen) => {
        if (seen.length < interval) return null;
        const { mean, sigma } = spreadOf(seen.slice(-interval));
        return mean + width * sigma;
      },
      window: interval,
      wrong: [],
    });
  }
  const widths =
    (library: {
      BollingerBands: typeof BollingerBands;
      BollingerBandsWidth: typeof BollingerBandsWidth;
    }) =>
    (values: Float64Array) =>
      new library.BollingerBandsWidth(new library.BollingerBands(interval)).updates(
        Array.from(values),
      );
  describeContest({
    name: `BollingerBandsWidth(${interval})`,
    ours: widths({ BollingerBands, BollingerBandsWidth }),
    peer: peer && widths(peer),
    judge: (seen) => {
      if (seen.length < interval) return null;
      const { mean, sigma } = spreadOf(seen.slice(-interval));
      return (4 * sigma) / mean;
    },
    window: interval,
    wrong,
    // a middle that is 0 but for rounding
    meaningless: ["denormal", "alternating"],
    tolerance: { rel: 1e-12, scale: 0 },
    peerTolerance: { rel: 1e-9, scale: 0 },
  });
  describeReplacing({
    name: `BollingerBands(${interval})`,
    ours: () => new BollingerBands(interval, 2.5),
    peer: peer && (() => new peer.BollingerBands(interval, 2.5)),
  });
  describeReplacing({
    name: `BollingerBandsWidth(${interval})`,
    ours: () => new BollingerBandsWidth(new BollingerBands(interval)),
    peer: peer && (() => new peer.BollingerBandsWidth(new peer.BollingerBands(interval))),
  });
}

describe("BollingerBands", () => {
  test.skipIf(!peer)("point where the peer's point", () => {
    const [ours, theirs] = [new BollingerBands(5, 1), new peer.BollingerBands(5, 1)];
    const random = new Random(42);
    for (let i = 0; i < 1000; i++) {
      const x = random.integer(1, 1000) / 10;
      // the peer forgets more with every further replacement of one value
      const isReplacing = i % 3 === 2;
      ours.update(x, isReplacing);
      theirs.update(x, isReplacing);
      expect(ours.getSignal()).toEqual(theirs.getSignal());
    }
  });
});
