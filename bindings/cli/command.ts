/**
 * The command `volume-imbalance`: what can be typed. Exit codes: see `failure.ts`.
 */
import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { addConvertOptions, type ConvertOptions, convert } from "./convert.ts";
import { EXIT_DONE, EXIT_USAGE, Failure } from "./failure.ts";
import { printFormats } from "./formats.ts";
import { addInspectOptions, type InspectOptions, inspect } from "./inspect/inspect.ts";
import { replay } from "./replay.ts";
import { addReplayOptions, type ReplayOptions } from "./replay-options.ts";
import { printSignals } from "./signals.ts";
import { addSimulateOptions, type SimulateOptions, simulate } from "./simulate.ts";
import { colorsFor } from "./terminal.ts";

const EXAMPLES = `
Examples:
  volume-imbalance replay                                the synthetic market
  volume-imbalance replay btcusdt.gz --every 100ms --out rows.csv
  volume-imbalance replay ticks.csv --signals bid,ask,ofi --chart ofi:ewma,lambda=0.1
  volume-imbalance inspect btcusdt.gz --strict           are the data sound?
  volume-imbalance convert depth.csv.gz trades.csv.gz --out day.vit
  volume-imbalance replay my.parquet --columns time=ts,price=px,size=qty,side=side
  volume-imbalance simulate --seed 7 --out ticks.csv     and its truth beside
  volume-imbalance signals ofi                           what a column means
`;

function version(): string {
  return createRequire(import.meta.url)("volume-imbalance/package.json").version;
}

function complain(message: string): void {
  const sentence = message
    .trim()
    .replace(/^error: /, "")
    .replace(/\s*\n\s*/g, " ");
  process.stderr.write(`${colorsFor(process.stderr).red("error:")} ${sentence}\n`);
}

function program(end: (exitCode: number) => void): Command {
  const root = new Command("volume-imbalance")
    .description("Order flow signals from order books and trades.")
    .version(version())
    .addHelpText("after", EXAMPLES)
    .showSuggestionAfterError()
    .configureOutput({ outputError: complain })
    .exitOverride();
  addReplayOptions(
    root
      .command("replay")
      .description("turn a recording, or the synthetic market, into rows of signals")
      .argument("[files...]", "files of one instrument, those of one format in order of time"),
  ).action(async (files: string[], options: ReplayOptions) => end(await replay(files, options)));
  addInspectOptions(
    root
      .command("inspect")
      .description("say how good the data are; with --strict exit 1 where they have faults")
      .argument("<files...>", "files of one instrument; several formats are merged by time"),
  ).action(async (files: string[], options: InspectOptions) => end(await inspect(files, options)));
  root
    .command("formats")
    .description("list the formats that are read and what they look like")
    .action(printFormats);
  addConvertOptions(
    root
      .command("convert")
      .description("turn files of any format into one file of ticks, binary or CSV")
      .argument("<files...>", "files of one instrument; several formats are merged by time"),
  ).action(async (files: string[], options: ConvertOptions) => end(await convert(files, options)));
  addSimulateOptions(
    root.command("simulate").description("write the synthetic market as ticks, with its truth"),
  ).action(async (options: SimulateOptions) => end(await simulate(options)));
  root
    .command("signals")
    .description("list the columns and what they mean")
    .argument("[text]", "only those whose name or definition contains this")
    .option("--json", "print them as JSON")
    .action((text: string | undefined, options: { json?: true }) => printSignals(text, options));
  return root;
}

/**
 * Runs the command.
 * @param args what stands behind the name of the command
 * @returns exit code; what went wrong has been said on standard error
 */
export async function runCommand(args: readonly string[]): Promise<number> {
  let exitCode = EXIT_DONE;
  try {
    await program((code) => {
      exitCode = code;
    }).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_DONE : EXIT_USAGE;
    if (!(error instanceof Failure)) throw error;
    complain(error.message);
    return error.exitCode;
  }
}
