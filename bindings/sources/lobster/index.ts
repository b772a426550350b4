/** Message files of LOBSTER, and of whoever writes NASDAQ's order flow in its form. */
import { type Format, lineFormat } from "../format.ts";
import { DelimitedDecoder } from "../reading/delimited.ts";
import { LobsterMessages } from "./message.ts";

const ROW = /^\d{1,5}(\.\d+)?,[1-7],-?\d+,\d+,-?\d+,-?1(,[^,]*)?$/;
const LOOKED_AT = 20;

export const lobster: Format = lineFormat({
  name: "lobster",
  looksLike: "rows `34200.01,1,11885113,21,2238100,1` without a header",
  recognises: ({ lines }) => {
    const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
    const rows = whole.slice(0, LOOKED_AT).filter((line) => line !== "");
    return rows.length > 0 && rows.every((line) => ROW.test(line));
  },
  makeDecoder: (options, stats) =>
    new DelimitedDecoder(new LobsterMessages(options, stats), options, stats),
});
