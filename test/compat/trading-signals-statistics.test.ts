import { expect, test } from "vitest";
import * as signals from "../../bindings/compat/trading-signals/index.ts";
import { isNear } from "../helpers/compare.ts";
import { mean, sum } from "../naive/numbers.ts";
import { installedPeer } from "./peers.ts";
import { SERIES, SERIES_NAMES } from "./series.ts";

const peer = await installedPeer("trading-signals");

const finite = SERIES_NAMES.filter((name) => Array.from(SERIES[name]).every(Number.isFinite));

test.each(finite.filter((name) => SERIES[name].length > 1))("is right on %s", (name) => {
  const values = Array.from(SERIES[name]);
  const centre = mean(values);
  const sigma = Math.sqrt(mean(values.map((x) => (x - centre) ** 2)));
  const scale = Math.max(...values.map(Math.abs)) * 1e-15;
  expect(isNear(signals.getAverage(values), centre, { rel: 1e-13, abs: scale })).toBe(true);
  expect(isNear(signals.getStandardDeviation(values), sigma, { rel: 1e-12 })).toBe(true);
  if (sigma === 0) expect(() => signals.getZScore(values)).toThrow(RangeError);
  else {
    const score = (values[values.length - 1] - centre) / sigma;
    expect(isNear(signals.getZScore(values), score, { rel: 1e-9, abs: 1e-12 })).toBe(true);
    if (!peer) return;
    expect(isNear(peer.getZScore(values), score, { rel: 1e-5, abs: 1e-9 })).toBe(true);
    expect(isNear(peer.getStandardDeviation(values), sigma, { rel: 1e-9 })).toBe(true);
  }
});

test("the peer's answers to little", () => {
  for (const library of peer ? [signals, peer] : [signals]) {
    expect(library.getAverage([])).toBe(0);
    expect(library.getStandardDeviation([])).toBe(0);
    expect(library.getAverage([1, 2, 6])).toBe(3);
    expect(library.getStandardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBe(2);
    expect(library.getStandardDeviation([1, 3], 5)).toBe(Math.sqrt(10));
    expect(library.getZScore([1, 2, 3], 2)).toBe(0);
    expect(() => library.getZScore([100, 100])).toThrow(Error);
    expect(library.getTypicalPrice({ high: 3, low: 1, close: 2 })).toBe(2);
  }
});

const constant = Array.from({ length: 20 }, () => 100.1);

test.skipIf(!peer)("peer: getZScore scores a constant 1, and throws for another", () => {
  expect(Math.abs(peer.getZScore(constant))).toBe(1);
  expect(() => signals.getZScore(constant)).toThrow(RangeError);
});

test.skipIf(!peer)("peer: getStandardDeviation takes a known average of 0 for none", () => {
  const around = Math.sqrt(sum([1, 9]) / 2);
  expect(signals.getStandardDeviation([1, 3], 0)).toBe(around);
  expect(peer.getStandardDeviation([1, 3], 0)).toBe(1);
});
