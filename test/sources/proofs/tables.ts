/**
 * One recording, kept as Parquet (1000 levels a side, as lists) and as CSV of tardis.dev (25
 * levels): read by two readers that share no code, it is the same market. Each proof replays both
 * message by message through an engine each.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Engine, TickBatch } from "../../../bindings/index.ts";
import { openSource } from "../../../bindings/sources/open.ts";
import type { TickSource } from "../../../bindings/sources/source.ts";
import { engineOf } from "./engine-of.ts";
import { messagesOf } from "./messages.ts";
import type { Proof } from "./proof.ts";

/** Names below `data/binance-btcusdt-fut-20260216` of the reference material. */
const DEPTH = {
  parquet: "original_lobdeep_btc_fut_2026-02-16_04.parquet",
  csv: "book_snapshot_25.csv.gz",
};
const TRADES = {
  parquet: "original_trades_btc_fut_2026-02-16_04.parquet",
  csv: "trades.csv.gz",
};
const LEVELS = 25;
const SIGNALS = ["bid", "bidSize", "ask", "askSize", "depthImbalance_20", "ofi", "mlofi", "vamp_1"];

async function openPair(folder: string, names: { parquet: string; csv: string }) {
  return {
    parquet: await openSource(`${folder}/${names.parquet}`),
    csv: await openSource(`${folder}/${names.csv}`),
  };
}

/** Pairs of messages, each ready until the next pair; ends with the longer source. */
async function* pairs(
  one: TickSource,
  other: TickSource,
): AsyncGenerator<[TickBatch | null, TickBatch | null]> {
  const ones = messagesOf(one);
  const others = messagesOf(other);
  for (;;) {
    const [a, b] = [await ones.next(), await others.next()];
    if (a.done && b.done) return;
    yield [a.done ? null : a.value, b.done ? null : b.value];
  }
}

function rowOf(engine: Engine): string {
  const { time, ...values } = engine.table.row(engine.table.length - 1);
  return JSON.stringify([time, ...SIGNALS.map((name) => values[name])]);
}

function levelsOf(engine: Engine): string {
  const sides = (["bid", "ask"] as const).map((side) => engine.book.levels(side, LEVELS));
  return JSON.stringify(sides.map(({ prices, sizes }) => [[...prices], [...sizes]]));
}

/** Every row of signals and all 25 levels of both sides after every snapshot. */
export async function depthProof(folder: string): Promise<Proof> {
  const { parquet, csv } = await openPair(folder, DEPTH);
  const engines = [engineOf(parquet, SIGNALS), engineOf(csv, SIGNALS)];
  const found = { snapshots: 0, equalRows: 0, equalLevels: 0, equalReceipts: 0, crossed: 0 };
  for await (const [one, other] of pairs(parquet, csv)) {
    if (one === null || other === null) break;
    engines[0].push(one);
    engines[1].push(other);
    found.snapshots++;
    if (rowOf(engines[0]) === rowOf(engines[1])) found.equalRows++;
    if (levelsOf(engines[0]) === levelsOf(engines[1])) found.equalLevels++;
    if (one.priceAt(0) === other.priceAt(0)) found.equalReceipts++;
  }
  for (const engine of engines) {
    found.crossed += engine.counters.crossedMessages;
    engine.dispose();
  }
  const snapshots = 2559;
  const all = { equalRows: snapshots, equalLevels: snapshots, equalReceipts: snapshots };
  return { expected: { snapshots, ...all, crossed: 0 }, found };
}

/** Times, price, size and side of every trade, however trades are put into messages. */
async function tradesOf(source: TickSource): Promise<string[]> {
  const trades: string[] = [];
  for await (const message of messagesOf(source)) {
    for (let i = 1; i < message.length; i++) {
      const flags = message.flagsAt(i) & (abi.KIND_MASK | abi.SIDE_MASK);
      const times = [message.timeAt(i), message.priceAt(0)];
      trades.push([...times, message.priceAt(i), message.sizeAt(i), flags].join(" "));
    }
  }
  return trades;
}

/** Every trade alike, and the sums that the data set's README states. */
export async function tradesProof(folder: string): Promise<Proof> {
  const { parquet, csv } = await openPair(folder, TRADES);
  const [ones, others] = [await tradesOf(parquet), await tradesOf(csv)];
  const sized = ones.map((trade) => trade.split(" ").map(Number));
  const bought = sized.filter(([, , , , flags]) => (flags & abi.SIDE_MASK) === abi.SIDE_BUY);
  const sum = (trades: number[][]) => trades.reduce((total, [, , , size]) => total + size, 0);
  const found = {
    trades: ones.length,
    equal: ones.filter((trade, index) => trade === others[index]).length,
    volume: Math.round(sum(sized) * 100) / 100,
    buyerShare: Math.round((1000 * sum(bought)) / sum(sized)) / 1000,
  };
  return { expected: { trades: 11947, equal: 11947, volume: 408.09, buyerShare: 0.593 }, found };
}
