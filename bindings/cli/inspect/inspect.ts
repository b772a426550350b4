/**
 * `volume-imbalance inspect`: how good are these data? Memory does not depend on their length.
 */
import { type Command, Option } from "commander";
import { openSources } from "../../sources/open.ts";
import type { TickSource } from "../../sources/source.ts";
import { asFailure, EXIT_BAD_DATA, EXIT_DONE, EXIT_INTERRUPTED, EXIT_USAGE } from "../failure.ts";
import { Interruption } from "../interruption.ts";
import { ProgressLine } from "../progress.ts";
import { instrumentOptions } from "../replay-options.ts";
import {
  addSourceOptions,
  defined,
  openOptions,
  type SourceOptions,
  statedFacts,
} from "../source-options.ts";
import { colorsFor } from "../terminal.ts";
import { Observer } from "./observer.ts";
import { inspection } from "./report.ts";
import { inspectionText } from "./report-text.ts";

/** What commander hands over. */
export interface InspectOptions extends SourceOptions {
  book?: "ladder" | "quotes";
  json?: true;
  quiet?: true;
}

/** Adds the options of `inspect` to a command. */
export function addInspectOptions(command: Command): Command {
  return addSourceOptions(command, "exit 1 if there are faults")
    .addOption(
      new Option("--book <kind>", "what the book is made from").choices(["ladder", "quotes"]),
    )
    .option("--json", "print the report as JSON")
    .option("-q, --quiet", "no progress, no report: only the exit code");
}

async function watch(
  source: TickSource,
  observer: Observer,
  progress: ProgressLine,
): Promise<boolean> {
  const interruption = new Interruption(() => undefined);
  try {
    for await (const batch of source) {
      observer.push(batch);
      const { bytesRead, totalBytes, ticks } = source.stats;
      progress.update(() => ({ share: bytesRead / totalBytes, ticks }));
      await interruption.breathe();
      if (interruption.isRequested) return false;
    }
    return true;
  } finally {
    interruption.release();
    progress.clear();
  }
}

/**
 * Runs the command. `--strict` reads to the end as well and says by its exit code whether there
 * were faults.
 * @returns exit code
 * @throws {Failure} with a sentence for the user
 */
export async function inspect(files: readonly string[], options: InspectOptions): Promise<number> {
  const { strict, book, ...tolerant } = options;
  const quotes = book === "quotes";
  const stated = statedFacts(options);
  const progress = new ProgressLine(files[0], process.stderr, !options.quiet);
  try {
    const source = await openSources(files, { ...openOptions(tolerant, stated), quotes });
    const facts = instrumentOptions(stated, source.facts);
    const observer = new Observer({ ...facts, ...defined({ book }) });
    const isWhole = await watch(source, observer, progress);
    const report = inspection(files, source, observer);
    if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else if (!options.quiet) {
      process.stdout.write(inspectionText(report, isWhole, colorsFor(process.stdout)));
    }
    observer.engine.dispose();
    if (!isWhole) return EXIT_INTERRUPTED;
    return strict && report.faults.length > 0 ? EXIT_BAD_DATA : EXIT_DONE;
  } catch (error) {
    throw asFailure(error, EXIT_USAGE);
  }
}
