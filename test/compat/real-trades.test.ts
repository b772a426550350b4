/** Real trades (BTCUSDT perpetual, 11,947 of them) through the drop-ins and their peers. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as stdlib from "../../bindings/compat/stdlib/index.ts";
import * as technical from "../../bindings/compat/technicalindicators/index.ts";
import * as signals from "../../bindings/compat/trading-signals/index.ts";
import { isNear } from "../helpers/compare.ts";
import { sharedPath } from "../helpers/shared.ts";
import { installedPeer } from "./peers.ts";
import { numbersOf } from "./replacing.ts";

const path = sharedPath("data/binance-btcusdt-fut-20260216/trades.csv.gz");
const lines = path ? gunzipSync(readFileSync(path)).toString("latin1").trim().split("\n") : [];
const trades = lines.slice(1).map((line) => line.split(","));
const price = trades.map((fields) => Number(fields[6]));
const amount = trades.map((fields) => Number(fields[7]));

const peerSignals = await installedPeer("trading-signals");
const peerTechnical = await installedPeer("technicalindicators");
const accumulators = ["msum", "mmean", "mstdev", "mmeanstdev", "ewmean", "ewvariance"] as const;
const peerStdlib: Partial<typeof stdlib> = {};
for (const name of accumulators) {
  const made = await installedPeer(`@stdlib/stats-incr-${name}`);
  if (made) peerStdlib[`incr${name}`] = made;
}

/** Candles of twenty trades. */
const candles = Array.from({ length: Math.floor(price.length / 20) }, (_, i) => {
  const inside = price.slice(i * 20, i * 20 + 20);
  const volume = amount.slice(i * 20, i * 20 + 20).reduce((sum, x) => sum + x, 0);
  return { high: Math.max(...inside), low: Math.min(...inside), close: inside[19], volume };
});

function expectNear(found: readonly unknown[], expected: readonly unknown[], rel: number): void {
  expect(found.length).toBe(expected.length);
  expect(found.length).toBeGreaterThan(100);
  for (const [i, answer] of found.entries()) {
    const [a, b] = [numbersOf(answer), numbersOf(expected[i])];
    const isSame = a.every((x, k) => x === b[k] || isNear(x as number, b[k] as number, { rel }));
    if (!isSame) expect.fail(`answer ${i}: ${JSON.stringify(a)}, not ${JSON.stringify(b)}`);
  }
}

const isReal = path !== null;

test.skipIf(!isReal || !peerSignals)("trading-signals", () => {
  expect(price).toHaveLength(11_947);
  for (const name of ["SMA", "EMA", "RMA", "WSMA"] as const) {
    const made = { SMA: signals.SMA, EMA: signals.EMA, RMA: signals.RMA, WSMA: signals.WSMA };
    expectNear(new made[name](50).updates(price), new peerSignals[name](50).updates(price), 1e-13);
  }
  const bands = new peerSignals.BollingerBands(50).updates(price);
  expectNear(new signals.BollingerBands(50).updates(price), bands, 1e-12);
  expectNear(new signals.VWAP().updates(candles), new peerSignals.VWAP().updates(candles), 1e-13);
  expectNear(new signals.VWMA(9).updates(candles), new peerSignals.VWMA(9).updates(candles), 1e-13);
});

test.skipIf(!isReal || !peerSignals)("trading-signals, each candle revised by its trades", () => {
  const [ours, theirs] = [new signals.SMA(20), new peerSignals.SMA(20)];
  const [ourBands, theirBands] = [
    new signals.BollingerBands(20),
    new peerSignals.BollingerBands(20),
  ];
  const answers: unknown[][] = [[], []];
  for (const [i, x] of price.entries()) {
    const isRevised = i % 20 !== 0;
    answers[0].push(ours.update(x, isRevised), ourBands.update(x, isRevised));
    answers[1].push(theirs.update(x, isRevised), theirBands.update(x, isRevised));
  }
  expectNear(answers[0], answers[1], 1e-12);
});

test.skipIf(!isReal || !peerTechnical)("technicalindicators", () => {
  const input = { period: 50, values: price };
  expectNear(technical.sma(input), peerTechnical.sma(input), 1e-12);
  expectNear(technical.ema(input), peerTechnical.ema(input), 1e-12);
  const columns = {
    high: candles.map(({ high }) => high),
    low: candles.map(({ low }) => low),
    close: candles.map(({ close }) => close),
    volume: candles.map(({ volume }) => volume),
  };
  expectNear(technical.vwap(columns), peerTechnical.vwap(columns), 1e-12);
  // hundreds of windows hold trades at one price: the peer finds a spread of rounding in them
  const spread = technical.sd(input);
  const theirs: number[] = peerTechnical.sd(input);
  const flat = spread.filter((sigma, i) => sigma === 0 && theirs[i] !== 0).length;
  expectNear(
    spread.filter((sigma) => sigma !== 0),
    theirs.filter((_, i) => spread[i] !== 0),
    1e-7,
  );
  expect(flat).toBe(389);
});

test.skipIf(!isReal || Object.keys(peerStdlib).length < accumulators.length)("@stdlib", () => {
  const streams = {
    incrmsum: (library: typeof stdlib) => library.incrmsum(50),
    incrmmean: (library: typeof stdlib) => library.incrmmean(50),
    increwmean: (library: typeof stdlib) => library.increwmean(0.05),
    increwvariance: (library: typeof stdlib) => library.increwvariance(0.05),
  };
  for (const make of Object.values(streams)) {
    const [ours, theirs] = [make(stdlib), make(peerStdlib as typeof stdlib)];
    const answers = [ours, theirs].map((accumulate) => price.map((x) => accumulate(x)));
    expectNear(answers[0], answers[1], 1e-9);
  }
});

test.skipIf(!isReal || !peerStdlib.incrmstdev)("@stdlib is lost where prices stand still", () => {
  const [ours, theirs] = [stdlib.incrmstdev(50), peerStdlib.incrmstdev!(50)];
  const pairs = price.map((x) => [ours(x) as number, theirs(x) as number]);
  const flat = pairs.filter(([a]) => a === 0);
  expect(pairs.filter(([a]) => Number.isNaN(a))).toHaveLength(0);
  expect(flat).toHaveLength(395);
  expect(flat.filter(([, b]) => b !== 0)).toHaveLength(389);
  expect(flat.filter(([, b]) => Number.isNaN(b))).toHaveLength(20);
});
