/** What a conversion was: one record for machines (`--json`) and its text for humans. */
import { qualityLines, type ReplaySummary, sectionsText } from "./summary.ts";
import type { Colors } from "./terminal.ts";
import { compact, counted, duration, isoTime } from "./words.ts";

/** Times in microseconds since the Unix epoch; unknown numbers are null. */
export interface ConvertSummary
  extends Pick<
    ReplaySummary,
    "facts" | "records" | "quality" | "notes" | "firstBadLine" | "firstTime" | "lastTime"
  > {
  source: Omit<ReplaySummary["source"], "seed">;
  seconds: number;
  recordsPerSecond: number;
  output: string;
  interrupted: boolean;
}

function instrumentLine({ source, facts }: ConvertSummary): string {
  const { tickSize, lotSize, contract, multiplier } = facts;
  const lot = lotSize === null ? "no lot size" : `lot ${lotSize}`;
  const times = multiplier === 1 ? "" : `, multiplier ${multiplier}`;
  const symbol = source.symbol === "" ? "" : `${source.symbol}, `;
  return `${symbol}tick ${tickSize}, ${lot}, ${contract}${times}`;
}

function spanLine({ firstTime, lastTime }: ConvertSummary): string {
  if (firstTime === null || lastTime === null) return "none";
  return `${isoTime(firstTime)} to ${isoTime(lastTime)} (${duration(lastTime - firstTime)})`;
}

/** The summary as text. */
export function convertText(summary: ConvertSummary, colors: Colors): string {
  const { source, records, output, seconds, recordsPerSecond, interrupted } = summary;
  const speed = `${compact(recordsPerSecond)} records/s (${seconds.toFixed(2)} s)`;
  return sectionsText(
    [
      ["source", [source.format]],
      ["instrument", [instrumentLine(summary)]],
      ["written", [`${counted(records, "record")} in ${output}`]],
      ["span", [spanLine(summary)]],
      ["quality", qualityLines(summary)],
      ["speed", [speed]],
    ],
    interrupted ? "the rest was not converted" : null,
    colors,
  );
}
