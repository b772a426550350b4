/** An inspection in words, one fact a line. */
import { sectionsText } from "../summary.ts";
import type { Colors } from "../terminal.ts";
import { counted, duration, type Finding, grouped, isoTime } from "../words.ts";
import type { Inspection, SourceReport } from "./report.ts";
import { skewLines } from "./skew.ts";

type Section = [title: string, lines: string[]];

function named({ symbol, format }: SourceReport): string {
  return symbol === "" ? format : `${symbol}, ${format}`;
}

function gridLine({ tickSize, lotSize, inferred }: SourceReport): string {
  const mark = (name: string) => (inferred.includes(name) ? " (inferred)" : "");
  const lot = lotSize === null ? "no lot size" : `lot ${lotSize}${mark("lotSize")}`;
  return `tick ${tickSize}${mark("tickSize")}, ${lot}`;
}

function findingLines(list: readonly Finding[]): string[] {
  return list.map(({ count, words }) => `${grouped(count)} ${words}`);
}

function faultLines({ faults, firstBadLine }: SourceReport): string[] {
  const lines = findingLines(faults);
  if (firstBadLine !== null) {
    const { path, line, reason } = firstBadLine;
    lines.push(`first bad line: ${path}:${line}: ${reason}`);
  }
  return lines;
}

/** One of several sources, and what is wrong with it. */
function partSection(part: SourceReport): Section {
  const read = `${counted(part.records, "record")} from ${counted(part.lines, "line")}`;
  return ["part", [`${named(part)}: ${gridLine(part)}, ${read}`, ...faultLines(part)]];
}

function sourceLine(report: Inspection): string {
  const [first, ...others] = report.files;
  const files = others.length > 0 ? `${first} and ${others.length} more` : first;
  return `${files} (${named(report)})`;
}

function readLine({ records, messages, levels, trades, quotes }: Inspection): string {
  const total = `${counted(records, "record")} in ${counted(messages, "message")}`;
  const kinds = [counted(levels, "level"), counted(trades, "trade"), counted(quotes, "quote")];
  return `${total}: ${kinds.join(", ")}`;
}

function spanLine({ firstTime, lastTime }: Inspection): string {
  if (firstTime === null || lastTime === null) return "none";
  return `${isoTime(firstTime)} to ${isoTime(lastTime)} (${duration(lastTime - firstTime)})`;
}

function silenceLines({ silences, silenceUs }: Inspection): string[] {
  const least = duration(silenceUs);
  if (silences.length === 0) return [`no pause of ${least} or more`];
  return silences.map(({ fromUs, lengthUs }, at) => {
    const rule = at === 0 ? ` (the longest pauses of at least ${least})` : "";
    return `${duration(lengthUs)} from ${isoTime(fromUs)}${rule}`;
  });
}

export function inspectionText(report: Inspection, colors: Colors): string {
  const { sources, crossedSeconds, lockedSeconds, offGrid } = report;
  const faults = [...faultLines(report), ...(offGrid === null ? [] : [offGrid])];
  const remarks = [...findingLines(report.remarks), ...report.notes];
  const sections: Section[] = [
    ["source", [sourceLine(report)]],
    ...(sources.length > 1 ? sources.map(partSection) : []),
    ["instrument", [gridLine(report)]],
    ["read", [readLine(report)]],
    ["span", [spanLine(report)]],
    ["faults", faults.length > 0 ? faults : ["none"]],
    ["book", [`crossed ${crossedSeconds.toFixed(3)} s, locked ${lockedSeconds.toFixed(3)} s`]],
    ["silence", silenceLines(report)],
    ["clock skew", skewLines(report.skew)],
    ["remarks", remarks.length > 0 ? remarks : ["none"]],
  ];
  return sectionsText(sections, report.interrupted ? "the rest was not read" : null, colors);
}
