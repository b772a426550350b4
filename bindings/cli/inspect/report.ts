/** What an inspection found, as one record: what `--json` prints. */
import { MergedSource } from "../../sources/merge.ts";
import type { BadLine, TickSource } from "../../sources/source.ts";
import { finerTick, offGridSentence } from "../finer-tick.ts";
import { type Finding, findings } from "../words.ts";
import { faultsOf } from "./faults.ts";
import type { Observer } from "./observer.ts";
import type { Silence } from "./silence.ts";
import type { Skew } from "./skew.ts";

/** What one source says of itself; several sources are merged by time. */
export interface SourceReport {
  format: string;
  symbol: string;
  tickSize: number;
  lotSize: number | null;
  /** Names of the facts that were guessed from the data. */
  inferred: string[];
  /** Ticks and the headers of messages. */
  records: number;
  lines: number;
  /** What is wrong with the data. */
  faults: Finding[];
  /** What else was counted. */
  remarks: Finding[];
  firstBadLine: BadLine | null;
  notes: string[];
}

/** The whole input. Times in microseconds since the Unix epoch; unknown numbers are null. */
export interface Inspection extends SourceReport {
  files: string[];
  /** The parts of what is merged; the same as the whole where there is one. */
  sources: SourceReport[];
  /** A finer tick size where a level lay off the grid, else null. */
  suggestedTickSize: number | null;
  /** What is wrong with the tick size and what to do, else null. */
  offGrid: string | null;
  messages: number;
  levels: number;
  trades: number;
  quotes: number;
  firstTime: number | null;
  lastTime: number | null;
  crossedSeconds: number;
  lockedSeconds: number;
  /** The longest pauses of at least `silenceUs`. */
  silences: Silence[];
  silenceUs: number;
  skew: Skew | null;
  interrupted: boolean;
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

function sourceReport(source: TickSource, found: readonly Finding[]): SourceReport {
  const { format, facts, inferred, stats, firstBadLine, notes } = source;
  const faults = faultsOf(found, source instanceof MergedSource);
  return {
    format,
    symbol: facts.symbol,
    tickSize: facts.tickSize,
    lotSize: known(facts.lotSize),
    inferred: [...inferred],
    records: stats.ticks,
    lines: stats.lines,
    faults,
    remarks: found.filter((finding) => !faults.includes(finding)),
    firstBadLine,
    notes: [...notes],
  };
}

/** What the engine counted too is said once: a gap of the source is one of the book. */
function allFindings(source: TickSource, { engine, skew }: Observer): Finding[] {
  const ofSource = findings(source.stats);
  const ofEngine = findings(engine.counters).filter(
    ({ name, count }) => !ofSource.some((other) => other.name === name && other.count === count),
  );
  return [...ofSource, ...ofEngine, ...findings({ early: skew.early })];
}

/** Puts together what is known after the last tick. */
export function inspection(
  files: readonly string[],
  source: TickSource,
  observer: Observer,
  interrupted: boolean,
): Inspection {
  const { engine, skew, silences } = observer;
  const { offGridPrice } = engine;
  const { messages, levels, trades, quotes } = engine.counters;
  const parts = source instanceof MergedSource ? source.sources : [source];
  return {
    files: [...files],
    ...sourceReport(source, allFindings(source, observer)),
    sources: parts.map((part) => sourceReport(part, findings(part.stats))),
    suggestedTickSize: finerTick(offGridPrice, source.facts.tickSize),
    offGrid: Number.isNaN(offGridPrice) ? null : offGridSentence(source, offGridPrice),
    ...{ messages, levels, trades, quotes },
    firstTime: known(observer.firstUs),
    lastTime: known(observer.lastUs),
    crossedSeconds: observer.crossedUs / 1e6,
    lockedSeconds: observer.lockedUs / 1e6,
    silences: silences.longest,
    silenceUs: silences.leastUs,
    skew: skew.skew,
    interrupted,
  };
}
