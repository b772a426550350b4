/** Binance's own forms of data, and recordings of its streams. */
import { type Format, lineFormat } from "../format.ts";
import { DelimitedDecoder } from "../reading/delimited.ts";
import type { FileHead } from "../reading/head.ts";
import { ArchiveBookTicker } from "./archive-book-ticker.ts";
import { AGG_TRADES, ArchiveTrades, TRADES } from "./archive-trades.ts";
import { BinanceRawDecoder } from "./raw.ts";
import { BinanceRows } from "./rows.ts";
import { kindOfRows } from "./rows-columns.ts";
import { T_DEPTH_COLUMNS, TDepth } from "./t-depth.ts";

export { binanceBookDepth } from "./book-depth.ts";

/** Other venues' messages, stamped by the same kind of recorder, name a channel. */
const LINE = /^\d{13,19} \{(?!.*"channel"\s*:)/;

export const binanceRaw: Format = lineFormat({
  name: "binance-raw",
  looksLike: '`<receive time, ns> {"stream":...}`',
  recognises: ({ lines }) => lines.slice(0, 20).some((line) => LINE.test(line)),
  makeDecoder: (options, stats) => new BinanceRawDecoder(options, stats),
});

/** A header row may come first, and one row may be damaged. */
const LOOKED_AT = 3;

function hasRow({ lines }: FileHead, row: RegExp): boolean {
  return lines.slice(0, LOOKED_AT).some((line) => row.test(line));
}

const TRADE_ROW = /^\d+,[\d.]+,[\d.]+,[\d.]+,\d{13,16},(true|false)(,(true|false))?\s*$/i;
const AGG_TRADE_ROW = /^\d+,[\d.]+,[\d.]+,-?\d+,-?\d+,\d{13,16},(true|false)(,(true|false))?\s*$/i;
const BOOK_TICKER_ROW = /^\d+,[\d.]+,[\d.]+,[\d.]+,[\d.]+,\d{13,16},\d{13,16}\s*$/;
const T_DEPTH_ROW = /^[^,]+,\d{13,16},\d+,\d+,[ab],(snap|set),[\d.]+,[\d.]+,-?\d+\s*$/;

export const binanceTrades: Format = lineFormat({
  name: "binance-trades",
  looksLike: "`<id>,<price>,<qty>,<quote qty>,<time>,<true|false>`, with or without a header row",
  recognises: (head) => hasRow(head, TRADE_ROW),
  makeDecoder: (options, stats) =>
    new DelimitedDecoder(new ArchiveTrades(TRADES, options, stats), options, stats),
});

export const binanceAggTrades: Format = lineFormat({
  name: "binance-agg-trades",
  looksLike:
    "`<id>,<price>,<qty>,<first id>,<last id>,<time>,<true|false>`, with or without a header row",
  recognises: (head) => hasRow(head, AGG_TRADE_ROW),
  makeDecoder: (options, stats) =>
    new DelimitedDecoder(new ArchiveTrades(AGG_TRADES, options, stats), options, stats),
});

export const binanceBookTicker: Format = lineFormat({
  name: "binance-book-ticker",
  looksLike:
    "`<id>,<bid>,<qty>,<ask>,<qty>,<transaction time>,<event time>`, with or without a header row",
  recognises: (head) => hasRow(head, BOOK_TICKER_ROW),
  makeDecoder: (options, stats) =>
    new DelimitedDecoder(new ArchiveBookTicker(options, stats), options, stats),
});

export const binanceTDepth: Format = lineFormat({
  name: "binance-t-depth",
  looksLike: `rows \`${T_DEPTH_COLUMNS.join(",")}\``,
  recognises: (head) => hasRow(head, T_DEPTH_ROW),
  makeDecoder: (options, stats) => new DelimitedDecoder(new TDepth(options, stats), options, stats),
});

/** Names in the header row, which may stand below a report in comments. */
function rowsKind({ lines }: FileHead): string {
  const header = lines.find((line) => line !== "" && !line.startsWith("#")) ?? "";
  return kindOfRows(header.split(","));
}

export const binanceRows: Format = {
  ...lineFormat({
    name: "binance-rows",
    looksLike: "a header row `TimestampOfReceive,Stream,EventType,EventTime,...`",
    recognises: (head) => rowsKind(head) !== "",
    makeDecoder: (options, stats) =>
      new DelimitedDecoder(new BinanceRows(options, stats), options, stats),
  }),
  streamOf: async (head) => rowsKind(head),
};
