/**
 * Bybit's public order book files (`..._ob500.data`): its websocket depth messages, one a line,
 * without a receive time.
 */
import type { Format } from "../format.ts";
import { bybit } from "../venues/bybit.ts";
import { venueFormat } from "../venues/format.ts";
import { parseJson, type Recording } from "../venues/run.ts";
import { makeBybitScanner } from "./scanner.ts";

const LINE = /^\s*\{.*"topic"\s*:\s*"orderbook\.\d+\.[^"]+"/;

const recording: Recording = {
  name: "bybit-ob500",
  venues: [bybit],
  unwrap: parseJson,
};

export const bybitOb500: Format = venueFormat(
  recording,
  {
    looksLike: '`{"topic":"orderbook.500.<symbol>","type":"snapshot","ts":...,"data":{...}}`',
    recognises: ({ lines }) => LINE.test(lines[0]),
  },
  makeBybitScanner,
);
