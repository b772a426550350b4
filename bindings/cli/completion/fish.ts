/** Completion for fish. */
import type { Completion } from "../options/values.ts";
import type { CommandModel, OptionModel } from "./model.ts";

type Model = readonly [root: CommandModel, ...commands: CommandModel[]];

const COMPLETE = "complete -c volume-imbalance";

/** In single quotes, as the shell reads it. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

/** What is offered, and whether files are too. */
function offered(completion: Completion): string {
  switch (completion.of) {
    case "nothing":
      return "-x";
    case "files":
      return "-r -F";
    case "word":
      return `-x -a ${quoted(completion.words.join(" "))}`;
    case "list":
      return `-x -a ${quoted(`(__volume_imbalance_list ${completion.words.join(" ")})`)}`;
  }
}

function optionLine(condition: string, { names, says, value }: OptionModel): string {
  const flags = names.map((name) =>
    name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const behind = value === null ? "" : ` ${offered(value)}`;
  return `${COMPLETE} -n ${quoted(condition)} ${flags.join(" ")}${behind} -d ${quoted(says)}`;
}

function commandLines({ name, options, argument }: CommandModel): string[] {
  const condition = `__fish_seen_subcommand_from ${name}`;
  const lines = options.map((option) => optionLine(condition, option));
  if (argument === null || argument.of === "nothing") return lines;
  const what = argument.of === "files" ? "-F" : `-a ${quoted(argument.words.join(" "))}`;
  return [...lines, `${COMPLETE} -n ${quoted(condition)} ${what}`];
}

export function fishScript([root, ...commands]: Model): string {
  const first = "__fish_use_subcommand";
  const names = commands.map(
    ({ name, says }) => `${COMPLETE} -n ${first} -a ${name} -d ${quoted(says)}`,
  );
  return `# Completion of volume-imbalance for fish: volume-imbalance completion fish | source

# Names separated by commas: the last one is completed.
function __volume_imbalance_list
  set -l typed (string replace -r '^--[^=]*=' '' -- (commandline -ct))
  set -l head (string match -r '^.*,' -- $typed)
  printf '%s\\n' "$head"$argv
end

${COMPLETE} -f
${root.options.map((option) => optionLine(first, option)).join("\n")}
${names.join("\n")}
${commands.flatMap(commandLines).join("\n")}
`;
}
