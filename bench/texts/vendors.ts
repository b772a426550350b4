/**
 * The market as tardis.dev, Binance and Bybit print it: the same columns, keys and spellings.
 */
import type { BookMessage, Level, Print } from "./market.ts";

const TICKS_PER_UNIT = 10;
const LOTS_PER_UNIT = 1000;
const FIRST_UPDATE = 5_123_107_852_948;

function text(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

export function tardisTrades(prints: readonly Print[]): string {
  const rows = prints.map(({ timeUs, localUs, id, isBuy, ticks, lots }) => {
    const key = `binance-futures,BTCUSDT,${timeUs},${localUs}`;
    const numbers = `${ticks / TICKS_PER_UNIT},${lots / LOTS_PER_UNIT}`;
    return `${key},${id},${isBuy ? "buy" : "sell"},${numbers}`;
  });
  return text(["exchange,symbol,timestamp,local_timestamp,id,side,price,amount", ...rows]);
}

export function tardisBook(messages: readonly BookMessage[]): string {
  const rows = messages.flatMap(({ timeUs, localUs, isSnapshot, bids, asks }) => {
    const key = `binance-futures,BTCUSDT,${timeUs},${localUs},${isSnapshot}`;
    const row = (side: string, { ticks, lots }: Level) =>
      `${key},${side},${ticks / TICKS_PER_UNIT},${lots / LOTS_PER_UNIT}`;
    return [...bids.map((level) => row("bid", level)), ...asks.map((level) => row("ask", level))];
  });
  return text(["exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount", ...rows]);
}

/** `trades` of the public archive, USD-M. */
export function binanceTrades(prints: readonly Print[]): string {
  const rows = prints.map(({ timeUs, id, isBuy, ticks, lots }) => {
    const price = ticks / TICKS_PER_UNIT;
    const size = lots / LOTS_PER_UNIT;
    const total = (ticks * lots) / (TICKS_PER_UNIT * LOTS_PER_UNIT);
    return `${id},${price},${size},${total},${timeUs / 1000},${!isBuy}`;
  });
  return text(["id,price,qty,quote_qty,time,is_buyer_maker", ...rows]);
}

function pairs(levels: readonly Level[], decimals: number): string {
  const parts = levels.map(({ ticks, lots }) => {
    const price = (ticks / TICKS_PER_UNIT).toFixed(decimals);
    return `["${price}","${(lots / LOTS_PER_UNIT).toFixed(3)}"]`;
  });
  return `[${parts.join(",")}]`;
}

/** A recording of the USD-M socket: the REST snapshot, then depth events. */
export function binanceRaw(messages: readonly BookMessage[]): string {
  const lines = messages.map(({ timeUs, localUs, isSnapshot, bids, asks }, index) => {
    const times = `"E":${timeUs / 1000 + 1},"T":${timeUs / 1000}`;
    const id = FIRST_UPDATE + index;
    const [b, a] = [pairs(bids, 2), pairs(asks, 2)];
    const event = `"U":${id},"u":${id},"pu":${id - 1},"b":${b},"a":${a}`;
    const data = `{"e":"depthUpdate",${times},"s":"BTCUSDT",${event}}`;
    const message = isSnapshot
      ? `{"lastUpdateId":${id},${times},"bids":${b},"asks":${a}}`
      : `{"stream":"btcusdt@depth@0ms","data":${data}}`;
    return `${localUs}000 ${message}`;
  });
  return text(lines);
}

export function bybitBook(messages: readonly BookMessage[]): string {
  const lines = messages.map(({ timeUs, isSnapshot, bids, asks }, index) => {
    const ms = timeUs / 1000;
    const head = `"topic":"orderbook.500.BTCUSDT","type":"${isSnapshot ? "snapshot" : "delta"}"`;
    const book = `"s":"BTCUSDT","b":${pairs(bids, 1)},"a":${pairs(asks, 1)}`;
    const data = `{${book},"u":${1 + index},"seq":${FIRST_UPDATE + index}}`;
    return `{${head},"ts":${ms + 2},"data":${data},"cts":${ms}}`;
  });
  return text(lines);
}
