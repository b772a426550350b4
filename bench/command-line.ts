/** What can be typed behind `npm run bench --`. */
import { Command, Option } from "commander";
import { complain } from "../bindings/cli/complaint.ts";
import { didYouMean } from "../bindings/cli/did-you-mean.ts";
import { EXIT_USAGE } from "../bindings/cli/failure.ts";

export interface Wanted {
  /** A short look at fewer ticks. */
  readonly quick?: true;
  /** An experiment or a group of them; all where it is not given. */
  readonly filter?: string;
  /** File that results are written to as well. */
  readonly json?: string;
  readonly ticks?: string;
}

/** `reading-csv` of `reading-csv/real-book`; undefined of an experiment that is in no group. */
function groupOf(name: string): string | undefined {
  return name.includes("/") ? name.slice(0, name.indexOf("/")) : undefined;
}

/** Groups with how many they are, and experiments of no group. */
function listOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const shown = groupOf(name) ?? name;
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  const lines = [...counts].map(([name, count]) => (count > 1 ? `${name}/... (${count})` : name));
  return lines.map((line) => `  ${line}`).join("\n");
}

/** An experiment may be named, or a group of them. */
export function isWanted(name: string, { filter }: Wanted): boolean {
  return filter === undefined || name === filter || groupOf(name) === filter;
}

/**
 * Reads the command line. Ends the process after help has been printed, and with the exit code of
 * wrong usage where something is not known.
 * @param names all experiments
 */
export function readCommandLine(args: readonly string[], names: readonly string[]): Wanted {
  const program = new Command("npm run bench --")
    .description("Checks that all contestants give the same answers, then times them.")
    .option("--quick", "a short look: 100,000 ticks, two rounds; not for publishing")
    .option("--filter <experiment>", "one experiment, or a group of them")
    .option("--json <file>", "write results to this file too, beside bench/results")
    .addOption(
      new Option("--ticks <which>", "the recording of VI_SHARED, or the synthetic market").choices([
        "real",
        "synthetic",
      ]),
    )
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", `\nExperiments and their groups:\n${listOf(names)}`)
    .configureOutput({ outputError: complain })
    .showSuggestionAfterError()
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_USAGE));
  const wanted = program.parse(args, { from: "user" }).opts<Wanted>();
  if (names.some((name) => isWanted(name, wanted))) return wanted;
  const groups = names.map(groupOf).filter((group) => group !== undefined);
  const { filter = "" } = wanted;
  const hint = didYouMean(filter, [...new Set(groups), ...names]) || "; --help lists them";
  return program.error(`there is no experiment "${filter}"${hint}`);
}
