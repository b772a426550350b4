/** CSV of Databento's schemas that hold a book. */
import { type Format, lineFormat } from "../format.ts";
import { DelimitedDecoder } from "../reading/delimited.ts";
import { MboRows } from "./mbo.ts";
import { LEVEL_COLUMNS, Mbp10Rows } from "./mbp10.ts";
import { ROW_COLUMNS } from "./row.ts";

/** Names of the columns, if the first line is a header of Databento's. */
function columnsOf(lines: readonly string[]): readonly string[] {
  const names = lines[0].split(",").map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  return ROW_COLUMNS.every((name) => names.includes(name)) ? names : [];
}

export const databentoMbp10: Format = lineFormat({
  name: "databento-mbp10",
  looksLike: "a header row `ts_recv,ts_event,...,action,side,...,bid_px_00,ask_px_00,...`",
  recognises: ({ lines }) => {
    const names = columnsOf(lines);
    return LEVEL_COLUMNS.every((name) => names.includes(name));
  },
  makeDecoder: (options, stats) =>
    new DelimitedDecoder(new Mbp10Rows(options, stats), options, stats),
});

export const databentoMbo: Format = lineFormat({
  name: "databento-mbo",
  looksLike: "a header row `ts_recv,ts_event,...,action,side,...,order_id,flags,...`",
  recognises: ({ lines }) => columnsOf(lines).includes("order_id"),
  makeDecoder: (options, stats) =>
    new DelimitedDecoder(new MboRows(options, stats), options, stats),
});
