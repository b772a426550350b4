/**
 * CSV files of tardis.dev, one format for each type of file, so that files of several types can be
 * opened beside each other and merged.
 */
import { type Format, lineFormat } from "../format.ts";
import { DelimitedDecoder } from "../reading/delimited.ts";
import type { OpenOptions, SourceStats } from "../source.ts";
import { BOOK_SNAPSHOT_COLUMNS, BookSnapshot } from "./book-snapshot.ts";
import { hasColumns, headerNames } from "./columns.ts";
import { DerivativeTicker } from "./derivative-ticker.ts";
import { IncrementalBook } from "./incremental-book.ts";
import { Quotes } from "./quotes.ts";
import { type TardisKind, TardisRows } from "./rows.ts";
import { Trades } from "./trades.ts";

type Looks = (names: readonly string[]) => boolean;

function tardisFormat(
  name: string,
  columns: string,
  looks: Looks,
  makeKind: (stats: SourceStats) => TardisKind,
  looksLike = "",
): Format {
  return lineFormat({
    name,
    looksLike: `a header row \`exchange,symbol,timestamp,local_timestamp,${columns}\`${looksLike}`,
    recognises: (head) => looks(headerNames(head)),
    makeDecoder: (options: OpenOptions, stats: SourceStats) =>
      new DelimitedDecoder(new TardisRows(makeKind(stats), options, stats), options, stats),
  });
}

export const tardisIncrementalBook = tardisFormat(
  "tardis-incremental-book",
  "is_snapshot,side,price,amount",
  (names) => hasColumns(names, ["is_snapshot", "side", "price", "amount"]),
  () => new IncrementalBook(),
);

export const tardisBookSnapshot = tardisFormat(
  "tardis-book-snapshot",
  "asks[0].price,asks[0].amount,...",
  (names) => hasColumns(names, BOOK_SNAPSHOT_COLUMNS),
  (stats) => new BookSnapshot(stats),
);

export const tardisTrades = tardisFormat(
  "tardis-trades",
  "id,side,price,amount",
  (names) => hasColumns(names, ["id", "side", "price", "amount"]) && !names.includes("is_snapshot"),
  () => new Trades("tardis-trades", ""),
);

/** Never recognised: the columns are those of trades. */
export const tardisLiquidations = tardisFormat(
  "tardis-liquidations",
  "id,side,price,amount",
  () => false,
  () =>
    new Trades(
      "tardis-liquidations",
      "liquidations are read as trades: a trades file of the same symbol already contains them",
    ),
  ", as tardis-trades: only if the format is named",
);

export const tardisQuotes = tardisFormat(
  "tardis-quotes",
  "ask_amount,ask_price,bid_price,bid_amount",
  (names) =>
    hasColumns(names, ["ask_amount", "ask_price", "bid_price", "bid_amount"]) &&
    !names.includes("strike_price"),
  () => new Quotes(),
);

export const tardisDerivativeTicker = tardisFormat(
  "tardis-derivative-ticker",
  "funding_timestamp,funding_rate,...",
  (names) => hasColumns(names, ["funding_rate", "open_interest", "mark_price"]),
  (stats) => new DerivativeTicker(stats),
);
