/**
 * What can be typed: the commands, their options, and what each runs. Help, shell completion and
 * the schema of configuration files are read from here.
 */
import { Command, Option } from "commander";
import { addBenchOptions, type BenchOptions, bench } from "./bench/bench.ts";
import { complain } from "./complaint.ts";
import { printCompletion, SHELLS } from "./completion/completion.ts";
import { applyConfig } from "./config/config.ts";
import { addConvertOptions, type ConvertOptions, convert } from "./convert.ts";
import { didYouMean } from "./did-you-mean.ts";
import { exampleText } from "./examples.ts";
import { Failure } from "./failure.ts";
import { printFormats } from "./formats.ts";
import { addInspectOptions, type InspectOptions, inspect } from "./inspect/inspect.ts";
import { addOptions, CommandArgument, option } from "./options/command-option.ts";
import { replay } from "./replay.ts";
import { addReplayOptions, type ReplayOptions } from "./replay-options.ts";
import { printSignals, signalNames } from "./signals.ts";
import { addSimulateOptions, type SimulateOptions, simulate } from "./simulate.ts";
import { colorsFor, hasColors } from "./terminal.ts";
import { version } from "./version.ts";

/** Takes the exit code of a command that has run. */
type End = (exitCode: number) => void;

const GENERAL = "General:";
const FILES = "files of one instrument; several formats are merged by time";
const fileArgument = (name: string, description: string): CommandArgument =>
  new CommandArgument(name, description, { of: "files" });
const asJson = () => option("--json", "print as JSON");

function addReading(root: Command, end: End): void {
  addReplayOptions(root.command("replay"))
    .description("turn a recording, or the synthetic market, into rows of signals")
    .addArgument(fileArgument("[files...]", `${FILES}; the synthetic market without any`))
    .action(async (files: string[], options: ReplayOptions) => end(await replay(files, options)));
  addInspectOptions(root.command("inspect"))
    .description("say how good the data are; with --strict exit 1 where they have faults")
    .addArgument(fileArgument("<files...>", FILES))
    .action(async (files: string[], options: InspectOptions) => end(await inspect(files, options)));
  addConvertOptions(root.command("convert"))
    .description("turn files of any format into one file of ticks, binary or CSV")
    .usage("--out <file> [options] <files...>")
    .addArgument(fileArgument("<files...>", FILES))
    .action(async (files: string[], options: ConvertOptions) => end(await convert(files, options)));
}

function addMaking(root: Command, end: End): void {
  addSimulateOptions(root.command("simulate"))
    .description("write the synthetic market as ticks, with its truth")
    .usage("--out <file> [options]")
    .action(async (options: SimulateOptions) => end(await simulate(options)));
  addBenchOptions(root.command("bench"))
    .description("measure this machine: engine, reading and batch sizes, on a file or without")
    .addArgument(fileArgument("[files...]", `${FILES}; the synthetic market without any`))
    .action(async (files: string[], options: BenchOptions) => end(await bench(files, options)));
}

function addLists(root: Command): void {
  const words = signalNames();
  addOptions(root.command("signals"), "General", [asJson()])
    .description("list the columns and what they mean")
    .addArgument(
      new CommandArgument("[text]", "only those whose name or definition contains this", {
        of: "word",
        words,
      }),
    )
    .action((text: string | undefined, options: { json?: true }) => printSignals(text, options));
  addOptions(root.command("formats"), "General", [asJson()])
    .description("list the formats that are read and what they look like")
    .action((options: { json?: true }) => printFormats(options));
}

function addAssistance(root: Command): void {
  root
    .command("completion")
    .description("print a script that completes commands, options and their values")
    .addArgument(new CommandArgument("<shell>", "bash, zsh or fish", { of: "word", words: SHELLS }))
    .action((shell: string) => printCompletion(root, shell));
  const words = root.commands.map((command) => command.name());
  root
    .command("help")
    .description("print the help of a command")
    .addArgument(new CommandArgument("[command]", "name of the command", { of: "word", words }))
    .action((name: string | undefined) => printHelp(root, name));
  root.helpCommand(false);
}

function printHelp(root: Command, name: string | undefined): void {
  if (name === undefined) {
    root.outputHelp();
    return;
  }
  const command = root.commands.find((each) => each.name() === name);
  if (command === undefined) {
    const names = root.commands.map((each) => each.name());
    throw new Failure(`there is no command "${name}"${didYouMean(name, names)}`);
  }
  command.outputHelp();
}

/** The command with everything that can be typed behind it. */
export function program(end: End = () => undefined): Command {
  const title = (text: string) => colorsFor(process.stdout).bold(text);
  const root = new Command("volume-imbalance")
    .description("Order flow signals from order books and trades.")
    .version(version(), "-V, --version", "print the version")
    .addHelpOption(new Option("-h, --help", "print this help").helpGroup(GENERAL))
    .optionsGroup(GENERAL)
    .configureHelp({ styleTitle: title })
    .configureOutput({
      outputError: complain,
      getOutHasColors: () => hasColors(process.stdout),
    })
    .showSuggestionAfterError()
    .exitOverride()
    .hook("preAction", (_, command) => applyConfig(command));
  addReading(root, end);
  addMaking(root, end);
  addLists(root);
  addAssistance(root);
  for (const command of [root, ...root.commands]) {
    command.addHelpText("after", () => exampleText(command.name(), title));
  }
  return root;
}
