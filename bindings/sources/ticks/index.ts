/** The project's own forms of ticks. */
import { type Format, lineFormat } from "../format.ts";
import { TicksCsvDecoder } from "./csv.ts";

export const ticksCsv: Format = lineFormat({
  name: "ticks-csv",
  looksLike: "a header row `time_us,kind,side,price,size`",
  recognises: ({ lines }) => {
    const header = lines.find((line) => line !== "" && !line.startsWith("#")) ?? "";
    const names = header.split(",").map((name) => name.trim().toLowerCase());
    return names.includes("time_us") && names.includes("kind");
  },
  makeDecoder: (options, stats) => new TicksCsvDecoder(options, stats),
});

export { ticksBinary } from "./binary.ts";
