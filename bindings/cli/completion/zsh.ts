/** Completion for zsh. */
import type { Completion } from "../options/values.ts";
import type { CommandModel, OptionModel } from "./model.ts";

type Model = readonly [root: CommandModel, ...commands: CommandModel[]];

/** In single quotes, as the shell reads it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Text in which brackets and colons would mean something to `_arguments` and `_describe`. */
function plain(text: string): string {
  return text.replace(/[[\]:\\]/g, "\\$&");
}

function offered(completion: Completion): string {
  switch (completion.of) {
    case "nothing":
      return " ";
    case "files":
      return "_files";
    case "word":
      return `(${completion.words.join(" ")})`;
    case "list":
      return `_sequence compadd - ${completion.words.join(" ")}`;
  }
}

/** One line for each name of an option; the names exclude each other. */
function optionSpecs({ names, says, value, valueName, isRepeatable }: OptionModel): string[] {
  const before = isRepeatable ? "*" : `(${names.join(" ")})`;
  return names.map((name) => {
    const equals = value !== null && name.startsWith("--") ? "=" : "";
    const behind = value === null ? "" : `:${plain(valueName)}:${offered(value)}`;
    return quoted(`${before}${name}${equals}[${plain(says)}]${behind}`);
  });
}

function argumentSpecs({ argument }: CommandModel): string[] {
  if (argument === null || argument.of === "nothing") return [];
  return [quoted(`${argument.of === "files" ? "*" : "1"}:argument:${offered(argument)}`)];
}

function commandCase(command: CommandModel): string {
  const specs = [...command.options.flatMap(optionSpecs), ...argumentSpecs(command)];
  return `        ${command.name})
          _arguments -s \\
            ${specs.join(" \\\n            ")}
          ;;`;
}

export function zshScript([root, ...commands]: Model): string {
  const lines = commands.map(({ name, says }) => `        ${quoted(`${name}:${plain(says)}`)}`);
  return `#compdef volume-imbalance
# Completion of volume-imbalance for zsh: eval "$(volume-imbalance completion zsh)" behind compinit,
# or this file as _volume-imbalance in a folder of $fpath.
_volume-imbalance() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C \\
    ${root.options.flatMap(optionSpecs).join(" \\\n    ")} \\
    '1:command:->command' '*::argument:->argument'
  case $state in
    command)
      local -a commands=(
${lines.join("\n")}
      )
      _describe -t commands command commands
      ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join("\n")}
      esac
      ;;
  esac
}
if [[ $funcstack[1] == _volume-imbalance ]]; then
  _volume-imbalance "$@"
else
  compdef _volume-imbalance volume-imbalance
fi
`;
}
