/** Binance's own forms of data. */
import { type Format, lineFormat } from "../format.ts";
import { BinanceRawDecoder } from "./raw.ts";

export const binanceRaw: Format = lineFormat({
  name: "binance-raw",
  looksLike: '`<receive time, ns> {"stream":...}`',
  recognises: ({ lines }) => lines.slice(0, 20).some((line) => /^\d{13,19} \{/.test(line)),
  makeDecoder: (options, stats) => new BinanceRawDecoder(options, stats),
});
