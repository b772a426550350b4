/**
 * `volume-imbalance inspect`: how good are these data? Memory does not depend on their length.
 */
import type { Command } from "commander";
import { openSources } from "../../sources/open.ts";
import type { TickSource } from "../../sources/source.ts";
import { asFailure, EXIT_BAD_DATA, EXIT_DONE, EXIT_INTERRUPTED, EXIT_USAGE } from "../failure.ts";
import { Interruption } from "../interruption.ts";
import { addOptions } from "../options/command-option.ts";
import { addGeneralOptions, type GeneralOptions } from "../options/general-options.ts";
import { ProgressLine } from "../progress.ts";
import { instrumentOptions } from "../replay-options.ts";
import {
  addSourceOptions,
  bookOption,
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
export interface InspectOptions extends SourceOptions, GeneralOptions {
  book?: "ladder" | "quotes";
}

/** Adds the options of `inspect` to a command. */
export function addInspectOptions(command: Command): Command {
  addSourceOptions(command, "read to the end, then exit 1 if there were faults");
  addOptions(command, "Instrument", [bookOption()]);
  return addGeneralOptions(command);
}

async function watch(
  source: TickSource,
  observer: Observer,
  progress: ProgressLine,
  interruption: Interruption,
): Promise<boolean> {
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
    progress.clear();
  }
}

/**
 * Runs the command. `--strict` reads to the end as well and says by its exit code whether there
 * were faults.
 * @returns exit code
 * @throws {Failure} with a sentence for the user
 */
export function inspect(files: readonly string[], options: InspectOptions): Promise<number> {
  return Interruption.during((interruption) => run(files, options, interruption));
}

async function run(
  files: readonly string[],
  options: InspectOptions,
  interruption: Interruption,
): Promise<number> {
  const { strict, book, ...tolerant } = options;
  const quotes = book === "quotes";
  const stated = statedFacts(options);
  const progress = new ProgressLine(files[0], process.stderr, !options.quiet);
  try {
    const source = await openSources(files, { ...openOptions(tolerant, stated), quotes });
    const facts = instrumentOptions(stated, source.facts);
    const observer = new Observer({ ...facts, ...defined({ book }) });
    const isWhole = await watch(source, observer, progress, interruption);
    const report = inspection(files, source, observer, !isWhole);
    if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else if (!options.quiet) {
      process.stdout.write(inspectionText(report, colorsFor(process.stdout)));
    }
    observer.engine.dispose();
    if (!isWhole) return EXIT_INTERRUPTED;
    return strict && report.faults.length > 0 ? EXIT_BAD_DATA : EXIT_DONE;
  } catch (error) {
    throw asFailure(error, EXIT_USAGE);
  }
}
