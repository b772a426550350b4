/**
 * The ticks that everything is measured on, in memory: a real recording where there is one, else
 * the synthetic market.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as abi from "../assembly/abi.ts";
import { TickBatch } from "../bindings/core/tick-batch.ts";
import { openSource, syntheticSource, type TickSource } from "../bindings/sources/index.ts";
import { recordedPath } from "./texts/recorded.ts";

const RECORDING = "binance-raw-20240808/usdm_btcusdt_20240808.gz";
const SYNTHETIC = { seed: 20240808, ticks: 500_000, quietPerHour: 0 };

export interface Ticks {
  readonly batch: TickBatch;
  readonly tickSize: number;
  readonly lotSize: number;
  /** Which ticks these are, for the reader of the results. */
  readonly name: string;
}

/**
 * @param wanted "real", "synthetic", or undefined for the real ones if they are there
 * @param limit ticks to keep at most; the last message may then be cut
 * @throws {Error} if real ticks are wanted and there are none
 */
export async function loadTicks(wanted: string | undefined, limit = Infinity): Promise<Ticks> {
  const path = recordedPath(RECORDING);
  const isReal = wanted === undefined ? existsSync(path) : wanted === "real";
  if (isReal && !existsSync(path)) {
    throw new Error(`volume-imbalance/bench: no recording at ${path}: set VI_SHARED`);
  }
  const source = isReal ? await openSource(path) : syntheticSource(SYNTHETIC);
  const batch = await collect(source, limit);
  const what = isReal
    ? `real ${source.facts.symbol} perpetual`
    : `synthetic, seed ${SYNTHETIC.seed}`;
  return {
    batch,
    tickSize: source.facts.tickSize,
    lotSize: source.facts.lotSize,
    name: `${what}, ${describe(batch)}`,
  };
}

async function collect(source: TickSource, limit: number): Promise<TickBatch> {
  const all = new TickBatch(1 << 19);
  for await (const batch of source) {
    all.appendBatch(batch);
    if (all.length >= limit) break;
  }
  all.length = Math.min(all.length, limit);
  all.endMessage();
  return all;
}

function describe(batch: TickBatch): string {
  let levels = 0;
  let trades = 0;
  let bookMessages = 0;
  let hasLevel = false;
  for (let i = 0; i < batch.length; i++) {
    const flags = batch.flagsAt(i);
    const kind = flags & abi.KIND_MASK;
    const isLevel = kind === abi.KIND_LEVEL_SET || kind === abi.KIND_LEVEL_CHANGE;
    levels += Number(isLevel);
    trades += Number(kind === abi.KIND_TRADE);
    hasLevel ||= isLevel;
    if ((flags & abi.TICK_LAST) === 0) continue;
    bookMessages += Number(hasLevel);
    hasLevel = false;
  }
  const perMessage = (levels / Math.max(bookMessages, 1)).toFixed(1);
  return `${batch.length} ticks: ${levels} levels (${perMessage} a book message), ${trades} trades`;
}

export const TICKS_FILE = "ticks.bin";

/** Writes the records into a folder, for the processes that measure. */
export function saveTicks(ticks: TickBatch, folder: string, name = TICKS_FILE): void {
  writeFileSync(join(folder, name), ticks.bytes);
}

/** Reads what `saveTicks` wrote. */
export function readTicks(folder: string): TickBatch {
  const bytes = readFileSync(join(folder, TICKS_FILE));
  const ticks = new TickBatch(bytes.length / abi.TICK_BYTES);
  ticks.length = bytes.length / abi.TICK_BYTES;
  ticks.bytes.set(bytes);
  return ticks;
}
