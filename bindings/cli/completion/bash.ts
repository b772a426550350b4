/** Completion for bash, which also works without the package bash-completion and on version 3. */
import type { Completion } from "../options/values.ts";
import type { CommandModel } from "./model.ts";

type Model = readonly [root: CommandModel, ...commands: CommandModel[]];

/** Where no word is offered, `-o default` offers files; "nothing" has to say so. */
function offered(completion: Completion | null): string {
  if (completion === null || completion.of === "nothing") return "_volume_imbalance_nothing";
  if (completion.of === "files") return ":";
  return `_volume_imbalance_${completion.of} "${completion.words.join(" ")}"`;
}

function valueCases({ name, options }: CommandModel): string[] {
  return options
    .filter(({ value }) => value !== null)
    .map(({ names, value }) => {
      const patterns = names.map((option) => `${name}:${option}`).join("|");
      return `    ${patterns}) ${offered(value)}; return ;;`;
    });
}

function optionCase({ name, options }: CommandModel, pattern: string): string {
  const names = options.flatMap((option) => option.names).join(" ");
  return `      ${pattern || name}) _volume_imbalance_word "${names}" ;;`;
}

export function bashScript([root, ...commands]: Model): string {
  const names: Completion = { of: "word", words: commands.map(({ name }) => name) };
  return `# Completion of volume-imbalance for bash: eval "$(volume-imbalance completion bash)"
_volume_imbalance_nothing() {
  compopt +o default +o bashdefault 2>/dev/null
}
_volume_imbalance_word() {
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
  _volume_imbalance_nothing
}
# Names separated by commas: the last one is completed.
_volume_imbalance_list() {
  local head=
  [[ $cur == *,* ]] && head=\${cur%,*},
  COMPREPLY=($(compgen -P "$head" -W "$1" -- "\${cur##*,}"))
  compopt -o nospace 2>/dev/null
  _volume_imbalance_nothing
}
_volume_imbalance() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command= i
  COMPREPLY=()
  # bash takes --every=10 for three words.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} != -* ]]; then
      command=\${COMP_WORDS[i]}
      break
    fi
  done
  case $command:$prev in
${commands.flatMap(valueCases).join("\n")}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${[optionCase(root, '""'), ...commands.map((command) => optionCase(command, ""))].join("\n")}
    esac
    return
  fi
  case $command in
    "") ${offered(names)} ;;
${commands.map(({ name, argument }) => `    ${name}) ${offered(argument)} ;;`).join("\n")}
  esac
}
complete -o bashdefault -o default -F _volume_imbalance volume-imbalance
`;
}
