/** Recordings made with cryptofeed, as they are and converted. */
import type { Format } from "../format.ts";
import { venueFormat } from "../venues/format.ts";
import { isObject, secondsOf } from "../venues/json.ts";
import { parseJson, type Recording } from "../venues/run.ts";
import { krakenRows } from "./kraken-rows.ts";
import { cryptofeedRecording } from "./recording.ts";

const TEXT_LINE = /^(wss?:\S+ <-|https?:\S+ -> \d|\d{9,10}(\.\d+)?: [[{])/;
const JSON_LINE = /^\{\s*"t":\s*"(header|http|connect|recv|send)"/;
const ROW_LINE = /^\{\s*"t":\s*[\d.]+,\s*"pair":.*"snapshot":/;

export const cryptofeed: Format = venueFormat(cryptofeedRecording, {
  looksLike: '`<seconds>: <message>` or `{"t":"recv","conn":...,"ts":...,"data":"<message>"}`',
  recognises: ({ lines }) =>
    lines.slice(0, 20).some((line) => TEXT_LINE.test(line)) || JSON_LINE.test(lines[0]),
});

const rows: Recording = {
  name: "kraken-jsonl",
  venues: [krakenRows],
  unwrap(line, feed) {
    const message = parseJson(line);
    if (isObject(message)) feed.localUs = secondsOf(message.t, "t");
    return message;
  },
};

export const krakenJsonl: Format = venueFormat(rows, {
  looksLike: '`{"t":<seconds>,"pair":...,"snapshot":...,"bids":[...],"asks":[...],"crc":...}`',
  recognises: ({ lines }) => ROW_LINE.test(lines[0]),
});
