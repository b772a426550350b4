/** Every proof on real data, with what it needs and what is to be seen. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSource, openSources } from "../../../bindings/sources/open.ts";
import { crossedShare, touchRows } from "../touch-rows.ts";
import { agreement } from "./binance.ts";
import { databentoLevels } from "./databento.ts";
import { krakenChecksums } from "./kraken.ts";
import { lobsterReplay, lobsterSteps, lobsterTransitions } from "./lobster.ts";
import { lobsterQuotes } from "./lobster-quotes.ts";
import { oneRecording } from "./one-recording.ts";
import { type FlowFit, fitOf, flowFit } from "./order-flow.ts";
import type { Proof } from "./proof.ts";
import { depthProof, tradesProof } from "./tables.ts";

/** A proof by name; `needs` are paths below the reference material, `run` gets them in full. */
export interface NamedProof {
  readonly name: string;
  readonly needs: readonly string[];
  run(...paths: string[]): Promise<Proof>;
}

const SECOND = 1e6;
const LOBSTER = "data/lobster-20120621";
const AMZN = `${LOBSTER}/AMZN_2012-06-21_34200000_57600000`;
const AAPL = `${LOBSTER}/AAPL_2012-06-21_34200000_37800000`;
/** Midnight in New York. */
const LOBSTER_MIDNIGHT_US = Date.UTC(2012, 5, 21, 4) * 1000;
const BINANCE = "data/binance-raw-20240808";
const SPOT = ["08", "09"].map((day) => `${BINANCE}/spot_btcusdt_202408${day}.gz`);
const USDM = `${BINANCE}/usdm_btcusdt_20240808.gz`;

const proof = (name: string, needs: readonly string[], run: NamedProof["run"]): NamedProof => ({
  name,
  needs,
  run,
});

async function binance(paths: readonly string[], applied: number, equal: number): Promise<Proof> {
  const source = await openSources(paths);
  const found = await agreement(source, paths);
  const gaps = source.stats.sequenceGaps;
  return { expected: { applied, equal, crossed: 0, gaps: 0 }, found: { ...found, gaps } };
}

async function ghosts(path: string): Promise<Proof> {
  const kept = crossedShare((await touchRows(await openSource(path, { ghosts: "keep" }))).rows);
  const source = await openSource(path);
  const removed = crossedShare((await touchRows(source)).rows);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return {
    expected: { ghosts: 2, crossedWithGhosts: "91.6 %", crossedWithout: "1.1 %" },
    found: {
      ghosts: source.stats.ghostOrders,
      crossedWithGhosts: percent(kept.crossed),
      crossedWithout: percent(removed.crossed),
    },
  };
}

async function inFolder(run: (folder: string) => Promise<Proof>): Promise<Proof> {
  const folder = await mkdtemp(join(tmpdir(), "volume-imbalance-proof-"));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** R2 within 0.01 of the published one; that of the next interval always beside it. */
function fitProof(expected: number, { same, next, intervals }: FlowFit): Proof {
  const near = Math.abs(same - expected) <= 0.01 ? expected : Number(same.toFixed(3));
  const seen = { same: Number(same.toFixed(3)), next: Number(next.toFixed(4)), intervals };
  return { expected: { r2: expected }, found: { r2: near }, seen };
}

function nbboFit(symbol: string, day: string, expected: number): NamedProof {
  const path = `data/us-equity-nbbo-201310/${symbol}_201310${day}_nbbo_rth.csv.gz`;
  return proof(`${symbol} ${day} October 2013, OFI over 10 s`, [path], async (full) =>
    fitProof(expected, await flowFit({ paths: [full], stepUs: 10 * SECOND })),
  );
}

function binanceFit(name: string, paths: readonly string[], step: number, expected: number) {
  return proof(`${name}, OFI over ${step} s`, paths, async (...full) =>
    fitProof(
      expected,
      await flowFit({ paths: full, stepUs: step * SECOND, options: { clock: "local" } }),
    ),
  );
}

function lobsterFit(
  name: string,
  [messages, books]: readonly string[],
  step: number,
  expected: number,
): NamedProof {
  return proof(`${name}, OFI over ${step} s`, [messages, books], async (rows, quotes) => {
    const batch = lobsterQuotes(rows, quotes, LOBSTER_MIDNIGHT_US);
    const facts = { tickSize: 0.01, lotSize: 1 };
    return fitProof(expected, await fitOf([batch], facts, step * SECOND));
  });
}

const AMZN_FILES = [`${AMZN}_message_1.csv.gz`, `${AMZN}_orderbook_1.csv.gz`];
const AAPL_FILES = [`${AAPL}_message_50.csv.gz`, `${AAPL}_orderbook_50_level1cols.csv.gz`];

export const PROOFS: readonly NamedProof[] = [
  proof("LOBSTER AMZN, level 1 transitions", [LOBSTER], lobsterTransitions),
  proof("LOBSTER AAPL, 40 levels and best level", [LOBSTER], lobsterReplay),
  proof("LOBSTER AAPL, 9 levels step by step", [LOBSTER], lobsterSteps),
  proof("Databento MBP-10, ten levels", ["data/formats/databento"], async (folder) =>
    databentoLevels(folder),
  ),
  proof(
    "Kraken, CRC32 of ten pairs",
    ["data/book-checksums/kraken_spot_20210417.jsonl.gz"],
    krakenChecksums,
  ),
  proof("Binance USD-M, best quotes", [USDM], (...paths) => binance(paths, 6547, 6547)),
  proof("Binance spot, best quotes", SPOT, (...paths) => binance(paths, 6493, 6491)),
  proof("Bitstamp, ghost orders", ["data/bitstamp-l3-20260502/orders.csv.gz"], ghosts),
  proof("Parquet and tardis CSV, depth", ["data/binance-btcusdt-fut-20260216"], depthProof),
  proof("Parquet and tardis CSV, trades", ["data/binance-btcusdt-fut-20260216"], tradesProof),
  proof("one recording split, merged, converted, in batches", [], () => inFolder(oneRecording)),
  nbboFit("bac", "07", 0.58),
  nbboFit("bac", "08", 0.65),
  nbboFit("bac", "09", 0.73),
  nbboFit("bac", "10", 0.68),
  nbboFit("bac", "11", 0.64),
  nbboFit("aig", "07", 0.64),
  nbboFit("aig", "08", 0.7),
  binanceFit("BTCUSDT USD-M", [USDM], 0.1, 0.38),
  binanceFit("BTCUSDT USD-M", [USDM], 1, 0.39),
  binanceFit("BTCUSDT USD-M", [USDM], 5, 0.47),
  binanceFit("BTCUSDT spot", SPOT, 0.1, 0.34),
  binanceFit("BTCUSDT spot", SPOT, 1, 0.52),
  binanceFit("BTCUSDT spot", SPOT, 5, 0.67),
  lobsterFit("AMZN", AMZN_FILES, 1, 0.16),
  lobsterFit("AMZN", AMZN_FILES, 10, 0.32),
  lobsterFit("AMZN", AMZN_FILES, 60, 0.42),
  lobsterFit("AAPL", AAPL_FILES, 1, 0.18),
  lobsterFit("AAPL", AAPL_FILES, 10, 0.28),
  lobsterFit("AAPL", AAPL_FILES, 60, 0.58),
];
