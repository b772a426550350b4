/**
 * What a replay was: one record for machines (`--json`) and its text for humans.
 */
import type { Colors } from "./terminal.ts";
import { compact, counted, duration, type Finding, grouped, isoTime, shown } from "./words.ts";

/** Times in microseconds since the Unix epoch; unknown numbers are null. */
export interface ReplaySummary {
  source: {
    format: string;
    files: string[];
    symbol: string;
    seed: number | null;
    /** False where files were merged by exchange time: results could not have been known then. */
    isCausal: boolean;
  };
  facts: {
    tickSize: number | null;
    lotSize: number | null;
    contract: string;
    multiplier: number;
    /** Names of the facts that were guessed from the data. */
    inferred: string[];
  };
  every: string;
  columns: string[];
  /** Records handed over by the source: ticks and the headers of messages. */
  records: number;
  ticks: number;
  messages: number;
  trades: number;
  rows: number;
  alarms: number;
  /** Non-zero counters about the quality of the data, of the source and of the engine. */
  quality: { source: Finding[]; engine: Finding[] };
  notes: string[];
  firstBadLine: { path: string; line: number; reason: string } | null;
  firstTime: number | null;
  lastTime: number | null;
  seconds: { engine: number; total: number };
  ticksPerSecond: { engine: number; total: number };
  lastRow: Record<string, number | null>;
  /** Bytes of linear memory used. */
  memoryBytes: number;
  output: string | null;
  report: string | null;
  interrupted: boolean;
}

const MAIN_SIGNALS = 12;

function sourceLine({ source }: ReplaySummary): string {
  const seed = source.seed === null ? "" : `, seed ${source.seed}`;
  const [first = "synthetic market", ...others] = source.files;
  const what = others.length > 0 ? `${first} and ${others.length} more` : first;
  const symbol = source.symbol === "" ? "" : `${source.symbol}, `;
  const causal = source.isCausal ? "" : ", not causal";
  return `${what} (${symbol}${source.format}${seed}${causal})`;
}

function factsLine({ facts }: ReplaySummary): string {
  const mark = (name: string) => (facts.inferred.includes(name) ? " (inferred)" : "");
  const lot = facts.lotSize === null ? "no lot size" : `lot ${facts.lotSize}${mark("lotSize")}`;
  const contract = `${facts.contract}${mark("contract")}`;
  const multiplier = facts.multiplier === 1 ? "" : `, multiplier ${facts.multiplier}`;
  return `tick ${facts.tickSize}${mark("tickSize")}, ${lot}, ${contract}${multiplier}`;
}

function countsLine({ records, ticks, messages, trades }: ReplaySummary): string {
  const counts = `${counted(ticks, "tick")} in ${counted(messages, "message")}`;
  return `${counted(records, "record")}: ${counts}, ${counted(trades, "trade")}`;
}

function spanLine({ firstTime, lastTime }: ReplaySummary): string {
  if (firstTime === null || lastTime === null) return "none";
  const length = duration(lastTime - firstTime);
  return `${isoTime(firstTime)} to ${isoTime(lastTime)} (${length})`;
}

function speedLine({ seconds, ticksPerSecond }: ReplaySummary): string {
  const engine = `engine ${compact(ticksPerSecond.engine)} ticks/s`;
  const total = `with reading and writing ${compact(ticksPerSecond.total)} ticks/s`;
  return `${engine}, ${total} (${seconds.engine.toFixed(2)} s, ${seconds.total.toFixed(2)} s)`;
}

/** What was found about the data, one sentence a line. */
export function qualityLines({
  quality,
  firstBadLine,
  notes,
}: Pick<ReplaySummary, "quality" | "firstBadLine" | "notes">): string[] {
  const found = [...quality.source, ...quality.engine];
  const lines = found.map(({ count, words }) => `${grouped(count)} ${words}`);
  if (firstBadLine !== null) {
    const { path, line, reason } = firstBadLine;
    lines.push(`first bad line: ${path}:${line}: ${reason}`);
  }
  lines.push(...notes);
  return lines.length > 0 ? lines : ["nothing to report"];
}

function lastRowLines({ lastRow, columns }: ReplaySummary): string[] {
  const names = columns.slice(0, MAIN_SIGNALS);
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map((name) => `${name.padEnd(width)}  ${shown(lastRow[name] ?? NaN)}`);
  if (columns.length > names.length) lines.push(`and ${columns.length - names.length} more`);
  return lines;
}

/** The summary in sections: their titles, and one fact a line. */
export function summarySections(summary: ReplaySummary): [title: string, lines: string[]][] {
  const { rows, alarms, every, columns } = summary;
  const made = `${grouped(rows)} every ${every}, ${columns.length} columns`;
  const sections: [string, string[]][] = [
    ["source", [sourceLine(summary)]],
    ["instrument", [factsLine(summary)]],
    ["read", [countsLine(summary)]],
    ["span", [spanLine(summary)]],
    ["rows", [made]],
    ["alarms", [grouped(alarms)]],
    ["quality", qualityLines(summary)],
    ["speed", [speedLine(summary)]],
  ];
  if (rows > 0) sections.push(["last row", lastRowLines(summary)]);
  sections.push(["output", [summary.output ?? "none; name a file with --out rows.csv"]]);
  if (summary.report !== null) sections.push(["report", [summary.report]]);
  return sections;
}

/** The summary as text. */
export function summaryText(summary: ReplaySummary, colors: Colors): string {
  const interrupted = summary.interrupted ? "the rest was not read" : null;
  return sectionsText(summarySections(summary), interrupted, colors);
}

/** Sections of lines under titles; at the end, what an interruption means. */
export function sectionsText(
  sections: readonly [title: string, lines: string[]][],
  interrupted: string | null,
  colors: Colors,
): string {
  const text = sections.flatMap(([title, lines]) =>
    lines.map((line, index) => `${colors.bold((index === 0 ? title : "").padEnd(11))}${line}`),
  );
  if (interrupted !== null) text.push(colors.yellow(`interrupted: ${interrupted}`));
  return `${text.join("\n")}\n`;
}
