/** Ticks of US stocks: as QuantConnect's Lean stores them, and as CSV made from that. */
import { type Format, lineFormat } from "../format.ts";
import { DelimitedDecoder } from "../reading/delimited.ts";
import type { FileHead } from "../reading/head.ts";
import { NbboRows } from "./nbbo.ts";
import { LeanQuotes } from "./quotes.ts";
import { EquityTrades } from "./trades.ts";

/** One of the first rows may be damaged. */
const LOOKED_AT = 3;
const TRADE_ROW = /^\d{1,8}(\.\d+)?,\d+,\d+,[A-Za-z][A-Za-z ]*,[\dA-Fa-f]*,[01]\s*$/;
const QUOTE_ROW = /^\d{1,8}(\.\d+)?,\d+,\d+,\d+,\d+,[A-Za-z][A-Za-z ]*,[\dA-Fa-f]*,[01]\s*$/;

function hasRow({ lines }: FileHead, row: RegExp): boolean {
  return lines.slice(0, LOOKED_AT).some((line) => row.test(line));
}

function hasHeader({ lines }: FileHead, header: string): boolean {
  return lines[0].trim().toLowerCase() === header;
}

export const leanTrades: Format = lineFormat({
  name: "lean-trades",
  looksLike: "`<ms>,<price * 10000>,<size>,<exchange>,<condition>,<0|1>` without a header row",
  recognises: (head) => hasRow(head, TRADE_ROW),
  makeDecoder: (options, stats) =>
    new DelimitedDecoder(new EquityTrades("lean-trades", true, options, stats), options, stats),
});

export const leanQuotes: Format = lineFormat({
  name: "lean-quotes",
  looksLike: "`<ms>,<bid>,<size>,<ask>,<size>,<exchange>,<condition>,<0|1>` without a header row",
  recognises: (head) => hasRow(head, QUOTE_ROW),
  makeDecoder: (options, stats) =>
    new DelimitedDecoder(new LeanQuotes(options, stats), options, stats),
});

const NBBO_HEADER = "ms,bid,bid_size,ask,ask_size";
const TRADES_HEADER = "ms,price,size,exchange,condition";

export const nbboCsv: Format = lineFormat({
  name: "nbbo-csv",
  looksLike: `a header row \`${NBBO_HEADER}\``,
  recognises: (head) => hasHeader(head, NBBO_HEADER),
  makeDecoder: (options, stats) =>
    new DelimitedDecoder(new NbboRows(options, stats), options, stats),
});

export const equityTradesCsv: Format = lineFormat({
  name: "equity-trades-csv",
  looksLike: `a header row \`${TRADES_HEADER}\``,
  recognises: (head) => hasHeader(head, TRADES_HEADER),
  makeDecoder: (options, stats) =>
    new DelimitedDecoder(
      new EquityTrades("equity-trades-csv", false, options, stats),
      options,
      stats,
    ),
});
