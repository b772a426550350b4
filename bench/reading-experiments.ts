/**
 * Which files are read: generated ones of 200,000 rows or levels, and real ones where they lie
 * beside the project.
 */
import { writeFileSync } from "node:fs";
import { tickFileWriter } from "../bindings/sources/index.ts";
import { readRecords } from "./contestants/reading-binary.ts";
import { readBinanceJson, readBybitJson } from "./contestants/reading-json.ts";
import { binanceTradeRows, tardisBookRows, tardisTradeRows } from "./contestants/reading-rows.ts";
import type { Experiment } from "./experiments.ts";
import { linesExperiment, type Prepare, readingExperiment, rowsExperiment } from "./reading.ts";
import { bookMessages, prints } from "./texts/market.ts";
import { isRecorded, writeRecorded, writeRepeated } from "./texts/recorded.ts";
import { binanceRaw, binanceTrades, bybitBook, tardisBook, tardisTrades } from "./texts/vendors.ts";

const ROWS = 200_000;
const REPEATED_BYTES = 1 << 24;
const REPEATED_JSON_BYTES = 1 << 25;
const REAL_TRADES = "binance-btcusdt-fut-20260216/trades.csv.gz";
const REAL_BOOK = "bitstamp-l3-20260502/derived_L2_tardis_format.csv.gz";
const REAL_BINANCE = "binance-raw-20240808/usdm_btcusdt_20240808.gz";
const REAL_BYBIT = "formats/bybit/xrpusdt-ob500.data.zip";

const printed =
  (print: (all: ReturnType<typeof prints>) => string): Prepare =>
  (path, { limit }) =>
    writeFileSync(path, print(prints(Math.min(ROWS, limit))));

const printedBook =
  (print: (all: ReturnType<typeof bookMessages>) => string): Prepare =>
  (path, { limit }) =>
    writeFileSync(path, print(bookMessages(Math.min(ROWS, limit))));

const rows: Record<string, Experiment> = {
  "reading-csv/tardis-trades": rowsExperiment(
    "tardis.dev trades, generated",
    tardisTradeRows,
    printed(tardisTrades),
  ),
  "reading-csv/tardis-book": rowsExperiment(
    "tardis.dev incremental_book_L2, generated",
    tardisBookRows,
    printedBook(tardisBook),
  ),
  "reading-csv/binance-trades": rowsExperiment(
    "trades of Binance's public archive, generated",
    binanceTradeRows,
    printed(binanceTrades),
  ),
};

if (isRecorded(REAL_TRADES)) {
  rows["reading-csv/real-trades"] = rowsExperiment(
    "tardis.dev trades, real: the BTCUSDT perpetual, 11,947 rows repeated",
    tardisTradeRows,
    (path) => writeRepeated(REAL_TRADES, path, REPEATED_BYTES, true),
  );
}

if (isRecorded(REAL_BOOK)) {
  rows["reading-csv/real-book"] = rowsExperiment(
    "tardis.dev incremental_book_L2, real: made of the orders of Bitstamp's BTCUSD",
    tardisBookRows,
    (path) => writeRecorded(REAL_BOOK, path),
  );
}

const lines: Record<string, Experiment> = {
  "reading-json/binance": isRecorded(REAL_BINANCE)
    ? linesExperiment("Binance recording, real: the BTCUSDT perpetual", readBinanceJson, (path) =>
        writeRecorded(REAL_BINANCE, path),
      )
    : linesExperiment("Binance recording, generated", readBinanceJson, printedBook(binanceRaw)),
  "reading-json/bybit": isRecorded(REAL_BYBIT)
    ? linesExperiment("Bybit ob500, real: XRPUSDT, 50 lines repeated", readBybitJson, (path) =>
        writeRepeated(REAL_BYBIT, path, REPEATED_JSON_BYTES, false),
      )
    : linesExperiment("Bybit ob500, generated", readBybitJson, printedBook(bybitBook)),
};

if (isRecorded(REAL_BINANCE)) {
  lines["reading-json/binance-depth"] = linesExperiment(
    "Binance recording, real: its snapshot and depth events alone",
    readBinanceJson,
    (path) => writeRecorded(REAL_BINANCE, path, /"depthUpdate"|"lastUpdateId"/),
  );
}

const binary = readingExperiment({
  title: "the binary tick file; bare is a read of the same blocks without checksum or index",
  unit: "record",
  others: ["bare"],
  hasHeaders: true,
  readingOf: () => readRecords,
  prepare(path, { ticks, options: { tickSize, lotSize } }) {
    const facts = { symbol: "", tickSize, lotSize, contract: "linear", multiplier: 1 } as const;
    const writer = tickFileWriter(path, facts);
    writer.write(ticks);
    writer.close();
  },
});

export const READING: Readonly<Record<string, Experiment>> = {
  ...rows,
  ...lines,
  "reading-binary": binary,
};
