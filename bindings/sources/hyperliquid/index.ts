/**
 * Hyperliquid's messages, one a line: bare, behind a receive time (`<nanoseconds> {...}`, shorter
 * times are told apart by their length), or in the envelope of the public archive
 * (`{"time": ISO, "ver_num", "raw": {...}}`).
 */
import type { Format } from "../format.ts";
import { MalformedMessage } from "../reading/malformed.ts";
import type { VenueFeed } from "../venues/feed.ts";
import { venueFormat } from "../venues/format.ts";
import { hyperliquid } from "../venues/hyperliquid.ts";
import { isObject, isoOf } from "../venues/json.ts";
import { parseJson, type Recording } from "../venues/run.ts";

const STAMPED = /^(\d{10,19}) (.*)$/s;
const LINE = /^(\d{10,19} )?\{(?=.*"channel"\s*:\s*"(l2Book|trades|bbo)").*"coin"\s*:/;
/** Digits of a time in microseconds from 2001 to 2286. */
const MICROSECOND_DIGITS = 16;

/** Microseconds; digits that are finer are dropped. */
function receiveTime(digits: string): number {
  const whole = Number(digits.slice(0, MICROSECOND_DIGITS));
  return whole * 10 ** Math.max(MICROSECOND_DIGITS - digits.length, 0);
}

function unwrap(line: string, feed: VenueFeed): unknown {
  const [, digits, json] = STAMPED.exec(line) ?? [];
  feed.localUs = digits === undefined ? Number.NaN : receiveTime(digits);
  const message = parseJson(json ?? line);
  if (!isObject(message)) throw new MalformedMessage("a message must be an object");
  if (!("raw" in message)) return message;
  if (typeof message.time === "string")
    feed.localUs = isoOf(message.time.replace(/Z?$/, "Z"), "time");
  return message.raw;
}

const recording: Recording = { name: "hyperliquid-l2", venues: [hyperliquid], unwrap };

export const hyperliquidL2: Format = venueFormat(recording, {
  looksLike: '`<receive time, ns> {"channel":"l2Book",...}`, with or without the time',
  recognises: ({ lines }) => lines.slice(0, 20).some((line) => LINE.test(line)),
});
