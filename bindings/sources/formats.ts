/** Every format that can be opened, in the order in which they are tried on a file. */
import {
  binanceAggTrades,
  binanceBookDepth,
  binanceBookTicker,
  binanceRaw,
  binanceRows,
  binanceTDepth,
  binanceTrades,
} from "./binance/index.ts";
import { bitstampL3, bitstampTrades } from "./bitstamp/index.ts";
import { bybitOb500 } from "./bybit/index.ts";
import { cryptofeed, krakenJsonl } from "./cryptofeed/index.ts";
import { databentoMbo, databentoMbp10 } from "./databento/index.ts";
import type { Format } from "./format.ts";
import { hftbacktest } from "./hftbacktest/index.ts";
import { hyperliquidL2 } from "./hyperliquid/index.ts";
import { equityTradesCsv, leanQuotes, leanTrades, nbboCsv } from "./lean/index.ts";
import { lobster } from "./lobster/index.ts";
import { arrow, csv, parquet } from "./tables/index.ts";
import {
  tardisBookSnapshot,
  tardisDerivativeTicker,
  tardisIncrementalBook,
  tardisLiquidations,
  tardisQuotes,
  tardisTrades,
} from "./tardis/index.ts";
import { ticksBinary, ticksCsv } from "./ticks/index.ts";

export const FORMATS: readonly Format[] = [
  binanceRaw,
  binanceTrades,
  binanceAggTrades,
  binanceBookTicker,
  binanceBookDepth,
  binanceTDepth,
  binanceRows,
  bybitOb500,
  hyperliquidL2,
  cryptofeed,
  krakenJsonl,
  ticksBinary,
  ticksCsv,
  hftbacktest,
  parquet,
  arrow,
  lobster,
  databentoMbp10,
  databentoMbo,
  bitstampL3,
  bitstampTrades,
  tardisIncrementalBook,
  tardisBookSnapshot,
  tardisTrades,
  tardisLiquidations,
  tardisQuotes,
  tardisDerivativeTicker,
  leanTrades,
  leanQuotes,
  nbboCsv,
  equityTradesCsv,
  // Any text with a header row: behind all that know their own.
  csv,
];
