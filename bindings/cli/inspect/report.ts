/** What an inspection found: one record for machines (`--json`) and its text for humans. */
import type { TickSource } from "../../sources/source.ts";
import { finerTick } from "../finer-tick.ts";
import { sectionsText } from "../summary.ts";
import { colorsFor } from "../terminal.ts";
import { counted, duration, type Finding, findings, grouped, isoTime } from "../words.ts";
import { faultsOf } from "./faults.ts";
import type { Observer } from "./observer.ts";
import type { Silence } from "./silence.ts";
import type { SkewClass, SkewHistogram } from "./skew.ts";

/** Times in microseconds since the Unix epoch; unknown numbers are null. */
export interface Inspection {
  files: string[];
  format: string;
  symbol: string;
  tickSize: number;
  lotSize: number | null;
  inferred: string[];
  /** A finer tick size where a level lay off the grid, else null. */
  suggestedTickSize: number | null;
  records: number;
  messages: number;
  levels: number;
  trades: number;
  quotes: number;
  firstTime: number | null;
  lastTime: number | null;
  crossedSeconds: number;
  lockedSeconds: number;
  silences: Silence[];
  skew: SkewClass[];
  /** What is wrong with the data. */
  faults: Finding[];
  /** What else was counted. */
  remarks: Finding[];
  firstBadLine: { path: string; line: number; reason: string } | null;
  notes: string[];
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

export function inspection(
  files: readonly string[],
  source: TickSource,
  observer: Observer,
): Inspection {
  const { engine, skew, silences } = observer;
  const { messages, levels, trades, quotes } = engine.counters;
  const early: Finding[] =
    skew.early > 0
      ? [{ name: "early", count: skew.early, words: "messages received before their own time" }]
      : [];
  const found = [...findings(source.stats), ...findings(engine.counters), ...early];
  const faults = faultsOf(found);
  return {
    files: [...files],
    format: source.format,
    symbol: source.facts.symbol,
    tickSize: source.facts.tickSize,
    lotSize: known(source.facts.lotSize),
    inferred: [...source.inferred],
    suggestedTickSize: finerTick(engine.offGridPrice),
    records: source.stats.ticks,
    ...{ messages, levels, trades, quotes },
    firstTime: known(observer.firstUs),
    lastTime: known(observer.lastUs),
    crossedSeconds: observer.crossedUs / 1e6,
    lockedSeconds: observer.lockedUs / 1e6,
    silences: silences.longest,
    skew: skew.classes,
    faults,
    remarks: found.filter((finding) => !faults.includes(finding)),
    firstBadLine: source.firstBadLine,
    notes: [...source.notes],
  };
}

function lines(list: readonly Finding[]): string[] {
  return list.map(({ count, words }) => `${grouped(count)} ${words}`);
}

function gridLine({ tickSize, lotSize, inferred }: Inspection): string {
  const mark = (name: string) => (inferred.includes(name) ? " (inferred)" : "");
  const lot = lotSize === null ? "no lot size" : `lot ${lotSize}${mark("lotSize")}`;
  return `tick ${tickSize}${mark("tickSize")}, ${lot}`;
}

function spanLine({ firstTime, lastTime }: Inspection): string {
  if (firstTime === null || lastTime === null) return "none";
  return `${isoTime(firstTime)} to ${isoTime(lastTime)} (${duration(lastTime - firstTime)})`;
}

function faultLines(report: Inspection): string[] {
  const { faults, firstBadLine, suggestedTickSize } = report;
  const all = lines(faults);
  if (firstBadLine !== null) {
    all.push(`first bad line: ${firstBadLine.path}:${firstBadLine.line}: ${firstBadLine.reason}`);
  }
  if (suggestedTickSize !== null) all.push(`try --tick-size ${suggestedTickSize}`);
  return all.length > 0 ? all : ["none"];
}

/** The report as text, one fact a line. */
export function inspectionText(report: Inspection, isWhole: boolean, skew: SkewHistogram): string {
  const { files, format, symbol, records, messages, levels, trades, quotes } = report;
  const [first, ...others] = files;
  const what = others.length > 0 ? `${first} and ${others.length} more` : first;
  const total = `${counted(records, "record")} in ${counted(messages, "message")}`;
  const counts = [counted(levels, "level"), counted(trades, "trade"), counted(quotes, "quote")];
  const silent = report.silences.map(
    ({ fromUs, lengthUs }) => `${duration(lengthUs)} from ${isoTime(fromUs)}`,
  );
  const seconds = (value: number) => `${value.toFixed(3)} s`;
  const { crossedSeconds, lockedSeconds } = report;
  const stood = `crossed ${seconds(crossedSeconds)}, locked ${seconds(lockedSeconds)}`;
  const sections: [string, string[]][] = [
    ["source", [`${what} (${symbol === "" ? "" : `${symbol}, `}${format})`]],
    ["instrument", [gridLine(report)]],
    ["read", [`${total}: ${counts.join(", ")}`]],
    ["span", [spanLine(report)]],
    ["faults", faultLines(report)],
    ["book", [stood]],
    ["silence", silent.length > 0 ? silent : ["no long pause"]],
    ["clock skew", skew.lines.length > 0 ? skew.lines : ["no receive times"]],
  ];
  const remarks = [...lines(report.remarks), ...report.notes];
  if (remarks.length > 0) sections.push(["remarks", remarks]);
  const interrupted = isWhole ? null : "the rest was not read";
  return sectionsText(sections, interrupted, colorsFor(process.stdout));
}
