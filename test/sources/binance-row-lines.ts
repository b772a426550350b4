/** Writes files of Binance streams recorded as rows. */

/** Midnight, in milliseconds. */
export const MS = 1_741_046_400_000;
/** The same in microseconds. */
export const US = MS * 1000;

export const FUTURES_DEPTH =
  "TimestampOfReceive,Stream,EventType,EventTime,TransactionTime,Symbol,FirstUpdateId," +
  "FinalUpdateId,FinalUpdateIdInLastStream,IsAsk,Price,Quantity\n";
export const SPOT_DEPTH =
  "TimestampOfReceive,Stream,EventType,EventTime,Symbol,FirstUpdateId,FinalUpdateId,IsAsk," +
  "Price,Quantity\n";
export const TRADES =
  "TimestampOfReceive,Stream,EventType,EventTime,TransactionTime,Symbol,TradeId,Price,Quantity," +
  "IsBuyerMarketMaker,XUnknownParameter\n";
export const MERGED =
  "TimestampOfReceiveUS,TimestampOfReceive,Stream,EventType,EventTime,TransactionTime,Symbol," +
  "FirstUpdateId,FinalUpdateId,FinalUpdateIdInLastStream,IsAsk,Price,Quantity,TradeId," +
  "IsBuyerMarketMaker,XUnknownParameter,TimestampOfRequest,MessageOutputTime,LastUpdateId," +
  "StreamType,Market,IsLast,ServiceId\n";

/** A row of futures depth sent at `ms`: ids, side, price, size. */
export function level(
  ms: number,
  first: number,
  final: number,
  previous: number,
  rest: string,
): string {
  const times = `${MS + ms + 3},abcusd_perp@depth@100ms,depthUpdate,${MS + ms + 1},${MS + ms}`;
  return `${times},ABCUSD_PERP,${first},${final},${previous},${rest}\n`;
}

export function spotLevel(us: number, first: number, final: number, rest: string): string {
  const times = `${US + us + 500},abcusdt@depth@100ms,depthUpdate,${US + us}`;
  return `${times},ABCUSDT,${first},${final},${rest}\n`;
}

export function trade(ms: number, id: number, price: string, maker = 1, kind = "MARKET"): string {
  const times = `${MS + ms + 2},abcusdt@trade,trade,${MS + ms + 1},${MS + ms}`;
  return `${times},ABCUSDT,${id},${price},5.0,${maker},${kind}\n`;
}

export const DEPTH_FILE =
  FUTURES_DEPTH +
  level(10, 101, 110, 100, "0,0.2310,40.0") +
  level(10, 101, 110, 100, "1,0.2311,0.0") +
  level(20, 112, 120, 110, "1,0.2312,7.0");

/** Rows of a merged file. */
export function merged(
  type: string,
  ms: number,
  ids: string,
  isAsk: number,
  price: string,
  isLast = 1,
) {
  const isRest = type === "DEPTH_SNAPSHOT";
  const stream = isRest ? ",," : `abcusdt@depth@100ms,depthUpdate,${MS + ms - 2}`;
  const rest = isRest ? `${MS + ms - 5},${MS + ms - 3},${ids}` : ",,";
  const update = isRest ? ",," : ids;
  return (
    `${(MS + ms) * 1000},${MS + ms},${stream},${MS + ms - 4},ABCUSDT,${update},${isAsk},${price}` +
    `,5.0,,,,${rest},${type},USD_M_FUTURES,${isLast},0\n`
  );
}

export function mergedTrade(ms: number, id: number): string {
  return (
    `${(MS + ms) * 1000},${MS + ms},abcusdt@trade,trade,${MS + ms - 1},${MS + ms - 2},ABCUSDT,,,,` +
    `,0.2310,5.0,${id},1,MARKET,,,,TRADE_STREAM,USD_M_FUTURES,1,0\n`
  );
}
