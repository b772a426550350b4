/** Every proof on real data, with what it needs and what is to be seen. */
import { futuresQuotes, spotQuotes } from "./binance.ts";
import { ghosts, orderByOrder, sameTouch } from "./bitstamp.ts";
import { databentoLevels } from "./databento.ts";
import { inFolder } from "./in-folder.ts";
import { krakenChecksums } from "./kraken.ts";
import { lobsterReplay, lobsterSteps, lobsterTransitions } from "./lobster.ts";
import { oneRecording } from "./one-recording.ts";
import { ORDER_FLOW_PROOFS } from "./order-flow-cases.ts";
import { plantedFaults } from "./planted-faults.ts";
import type { NamedProof } from "./proof.ts";
import { depthProof, tradesProof } from "./tables.ts";
import { CAPTURE_PROOFS } from "./venue-captures.ts";

const proof = (name: string, needs: readonly string[], run: NamedProof["run"]): NamedProof => ({
  name,
  needs: needs.map((path) => `data/${path}`),
  run,
});

const LOBSTER = ["lobster-20120621"];
const BINANCE = ["usdm_btcusdt_20240808", "spot_btcusdt_20240808", "spot_btcusdt_20240809"];
const [USDM, ...SPOT] = BINANCE.map((name) => `binance-raw-20240808/${name}.gz`);
const TABLES = ["binance-btcusdt-fut-20260216"];
const BITSTAMP = ["orders", "derived_L2_tardis_format"].map(
  (name) => `bitstamp-l3-20260502/${name}.csv.gz`,
);
const KRAKEN = [
  "book-checksums/kraken_spot_20210417.jsonl.gz",
  "book-checksums/original_cryptofeed_KRAKEN.ws.50.0.gz",
  "formats/cryptofeed_v3/KRAKEN.jsonl.zst",
];

export const PROOFS: readonly NamedProof[] = [
  proof("LOBSTER AMZN, level 1 transitions", LOBSTER, lobsterTransitions),
  proof("LOBSTER AAPL, 40 levels and best level", LOBSTER, lobsterReplay),
  proof("LOBSTER AAPL, 9 levels step by step", LOBSTER, lobsterSteps),
  proof("Databento MBP-10, ten levels", ["formats/databento"], async (folder) =>
    databentoLevels(folder),
  ),
  ...KRAKEN.map((path, at) =>
    proof(`Kraken, CRC32 of ten pairs, form ${at + 1} of the recording`, [path], krakenChecksums),
  ),
  ...CAPTURE_PROOFS,
  proof("Binance USD-M, best quotes", [USDM], futuresQuotes),
  proof("Binance spot, best quotes", SPOT, spotQuotes),
  proof("Binance rows, planted faults", ["data-quality-trx-2025"], plantedFaults),
  proof("Bitstamp, orders and levels, change by change", BITSTAMP, orderByOrder),
  proof("Bitstamp, orders and levels, best prices", BITSTAMP, sameTouch),
  proof("Bitstamp, time crossed with ghost orders", BITSTAMP, ghosts),
  proof("Parquet and tardis CSV, depth", TABLES, depthProof),
  proof("Parquet and tardis CSV, trades", TABLES, tradesProof),
  proof("one recording split, merged, converted, in batches", [], () => inFolder(oneRecording)),
  ...ORDER_FLOW_PROOFS,
];
