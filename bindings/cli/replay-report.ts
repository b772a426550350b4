/**
 * `replay --report`: the page about a run. It appears when it is complete, like every output.
 */
import type { EngineOptions } from "../core/options.ts";
import type { TickBatch } from "../core/tick-batch.ts";
import { Report, type ReportFacts } from "../report/index.ts";
import { OutputFile } from "./output-file.ts";
import { qualityLines, type ReplaySummary, summarySections } from "./summary.ts";
import { version } from "./version.ts";

/** Counters of a run, of its source and of its engine. */
export interface RunCounters {
  readonly source: Readonly<Record<string, number>>;
  readonly engine: Readonly<Record<string, number>>;
}

/** Sections of the summary that the page shows in another way. */
const SHOWN_ELSEWHERE = new Set(["alarms", "quality", "last row", "output", "report", "speed"]);

export class ReportFile {
  readonly path: string;
  readonly #report: Report;
  readonly #file: OutputFile;

  /** @throws {Failure} if the file cannot be created */
  constructor(path: string, options: EngineOptions) {
    this.#report = new Report(options);
    this.#file = new OutputFile(path);
    this.path = path;
  }

  push(batch: TickBatch): void {
    this.#report.push(batch);
  }

  /** Writes the page and gives the file its name. */
  commit(summary: ReplaySummary, counters: RunCounters): void {
    this.#file.write(Buffer.from(this.#report.html(factsOf(summary, counters))));
    this.#file.commit();
    this.#report.dispose();
  }

  /** Leaves no file. */
  abandon(): void {
    this.#file.abandon();
    this.#report.dispose();
  }
}

function factsOf(summary: ReplaySummary, counters: RunCounters): ReportFacts {
  const { quality, firstBadLine, notes } = summary;
  const isClean =
    quality.source.length + quality.engine.length + notes.length === 0 && firstBadLine === null;
  const about = summarySections(summary)
    .filter(([title]) => !SHOWN_ELSEWHERE.has(title))
    .map(([title, lines]) => [title, lines.join("; ")] as const);
  return {
    symbol: summary.source.symbol,
    command: ["volume-imbalance", ...process.argv.slice(2).map(quoted)].join(" "),
    about,
    quality: isClean ? [] : qualityLines(summary),
    counters: [
      { title: "Counters of the source", counts: counters.source },
      { title: "Counters of the engine", counts: counters.engine },
    ],
    versions: [
      ["volume-imbalance", version()],
      ["Node", process.versions.node],
      ["platform", `${process.platform} ${process.arch}`],
    ],
    isInterrupted: summary.interrupted,
  };
}

/** A word as a shell would need it. */
function quoted(word: string): string {
  return /^[\w./:=,@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
