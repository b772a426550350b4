/**
 * Columns of the row recordings of Binance streams, found by their names in the header row.
 *
 * | columns | in files of |
 * |---|---|
 * | TimestampOfReceive, Stream, EventType, EventTime, Symbol, Price, Quantity | all |
 * | TransactionTime | trades, futures depth |
 * | FirstUpdateId, FinalUpdateId, IsAsk | depth |
 * | FinalUpdateIdInLastStream | futures depth |
 * | TradeId, IsBuyerMarketMaker, XUnknownParameter (kind of trade) | trades |
 * | TimestampOfReceiveUS, MessageOutputTime, LastUpdateId, StreamType, IsLast | merged |
 */

export const ROWS_COLUMNS = {
  mergeTime: "TimestampOfReceiveUS",
  local: "TimestampOfReceive",
  stream: "Stream",
  event: "EventTime",
  output: "MessageOutputTime",
  transaction: "TransactionTime",
  symbol: "Symbol",
  first: "FirstUpdateId",
  final: "FinalUpdateId",
  previous: "FinalUpdateIdInLastStream",
  snapshotId: "LastUpdateId",
  tradeId: "TradeId",
  isAsk: "IsAsk",
  maker: "IsBuyerMarketMaker",
  tradeKind: "XUnknownParameter",
  price: "Price",
  size: "Quantity",
  streamType: "StreamType",
  isLast: "IsLast",
} as const;

export type RowsColumn = keyof typeof ROWS_COLUMNS;

/** Place of each column in a row; -1 for one that the file lacks. */
export type RowsPlace = Readonly<Record<RowsColumn, number>>;

const ALWAYS: readonly RowsColumn[] = ["local", "stream", "event", "symbol", "price", "size"];
const DEPTH: readonly RowsColumn[] = ["first", "final", "isAsk"];
const TRADES: readonly RowsColumn[] = ["tradeId", "maker"];

/** "depth", "trades" or "merged"; "" if the names are of none of them. */
export function kindOfRows(names: readonly string[]): "" | "depth" | "trades" | "merged" {
  const has = (columns: readonly RowsColumn[]) =>
    columns.every((column) => names.includes(ROWS_COLUMNS[column]));
  if (!has(ALWAYS)) return "";
  const hasDepth = has(DEPTH);
  if (has(TRADES)) return hasDepth ? "merged" : "trades";
  return hasDepth ? "depth" : "";
}

/** @throws {Error} if a column is missing without which no row can be read */
export function placeOfRows(names: readonly string[]): RowsPlace {
  if (kindOfRows(names) === "") {
    const needed = [...ALWAYS, ...DEPTH].map((column) => ROWS_COLUMNS[column]).join(", ");
    const trades = TRADES.map((column) => ROWS_COLUMNS[column]).join(", ");
    throw new Error(`must name the columns ${needed} (of trades: ${trades})`);
  }
  const places = Object.entries(ROWS_COLUMNS).map(([key, name]) => [key, names.indexOf(name)]);
  return Object.fromEntries(places) as RowsPlace;
}
