/**
 * Lines that cryptofeed's raw recorder writes.
 *
 * v1, text: `<seconds>: <message>` received, `wss://... <- <seconds>: <message>` sent,
 * `wss://... <-> <seconds>` connected, `https://... -> <seconds>: <response>`.
 * v3, JSON: `{"t": "recv|send|http|connect|header", "conn", "ts": seconds, "data": "<message>"}`.
 *
 * Of responses only the depth snapshots that Binance's streams need are read; the symbol stands in
 * the address that was asked.
 *
 * Source: github.com/bmoscon/cryptofeed, raw data collection.
 */
import { MalformedMessage } from "../reading/malformed.ts";
import { binance } from "../venues/binance.ts";
import { bitget } from "../venues/bitget.ts";
import { bitmex } from "../venues/bitmex.ts";
import { bybit } from "../venues/bybit.ts";
import { coinbase } from "../venues/coinbase.ts";
import { deribit } from "../venues/deribit.ts";
import type { VenueFeed } from "../venues/feed.ts";
import { hyperliquid } from "../venues/hyperliquid.ts";
import { isObject, nameOf, objectOf, secondsOf } from "../venues/json.ts";
import { kraken } from "../venues/kraken.ts";
import { krakenFutures } from "../venues/kraken-futures.ts";
import { okx } from "../venues/okx.ts";
import { parseJson, type Recording } from "../venues/run.ts";

const VENUES = [
  kraken,
  krakenFutures,
  okx,
  bitget,
  bitmex,
  deribit,
  coinbase,
  binance,
  bybit,
  hyperliquid,
];
const RECEIVED = /^(\d+(?:\.\d+)?): (.*)$/s;
const RESPONSE = /^(https?:\S+) -> (\d+(?:\.\d+)?): (.*)$/s;
const SENT = /^\S+ <- \d/;
const REMARK = /^(\S+ <-> \d|configuration: )/;

/** Answers of venues to a ping are no JSON. */
function messageOf(text: string): unknown {
  return text === "pong" ? text : parseJson(text);
}

/** The response, if it is a snapshot of a book, with the symbol that was asked for. */
function snapshotOf(address: string, text: string, feed: VenueFeed): unknown {
  const [, symbol] = /\bdepth\?(?:.*&)?symbol=(\w+)/.exec(address) ?? [];
  const response = symbol === undefined ? null : parseJson(text);
  if (isObject(response) && "lastUpdateId" in response) return { ...response, symbol };
  feed.stats.otherLines++;
  return undefined;
}

function unwrapObject(line: string, feed: VenueFeed): unknown {
  const { t, conn, ts, url, data } = objectOf(parseJson(line), "a line");
  if (t !== "recv" && t !== "http") {
    if (typeof t !== "string") throw new MalformedMessage("t must say what the line is");
    feed.stats[t === "send" ? "sentLines" : "otherLines"]++;
    return undefined;
  }
  const text = nameOf(data, "data");
  feed.localUs = secondsOf(ts, "ts");
  if (t === "http") return snapshotOf(String(url), text, feed);
  feed.connection = typeof conn === "string" ? conn : "";
  return messageOf(text);
}

function unwrapText(line: string, feed: VenueFeed): unknown {
  const received = RECEIVED.exec(line);
  if (received) {
    feed.localUs = secondsOf(received[1], "the receive time");
    return messageOf(received[2]);
  }
  const response = RESPONSE.exec(line);
  if (response) {
    feed.localUs = secondsOf(response[2], "the receive time");
    return snapshotOf(response[1], response[3], feed);
  }
  if (SENT.test(line)) feed.stats.sentLines++;
  else if (REMARK.test(line)) feed.stats.otherLines++;
  else throw new MalformedMessage("a line must be <seconds>: <message>, or a remark");
  return undefined;
}

export const cryptofeedRecording: Recording = {
  name: "cryptofeed",
  venues: VENUES,
  unwrap: (line, feed) =>
    line.startsWith("{") ? unwrapObject(line, feed) : unwrapText(line, feed),
};
