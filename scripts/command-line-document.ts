/** docs/command-line.md: what holds for all commands, then the help of each as it is printed. */
import type { Command } from "commander";
import { program } from "../bindings/cli/program.ts";

const WIDTH = 80;

const ABOUT = `# Command line

\`volume-imbalance COMMAND [options] [files]\`; \`npx volume-imbalance\` where it is installed in a
project. Written by \`npx tsx scripts/command-line.ts\` from the definitions of the commands.

## For all commands

- **Exit codes.** 0 done; 1 bad data under \`--strict\`; 2 wrong usage, or an input that cannot be
  read; 130 interrupted.
- **Ctrl-C** (or SIGTERM) once: what was read until then is finished, every file is whole and has its
  name, and the summary says that the rest is missing. Twice: the command ends at once and leaves no
  file.
- **Output.** What was asked for goes to standard output, errors and progress to standard error;
  \`--out -\` writes CSV to standard output and the summary to standard error. A file appears under
  its name when it is complete. Progress is shown on a terminal only.
- **\`--quiet\`** leaves out progress and summary; **\`--json\`** prints the summary as one JSON object,
  also with \`--quiet\`.
- **Colours** on a terminal only. \`NO_COLOR\` switches them off, \`FORCE_COLOR\` on (\`FORCE_COLOR=0\`
  off); \`NO_COLOR\` wins.
- **Names** that are nearly right are answered with the one that was probably meant.

## Options from a file

\`--config run.json\` gives \`replay\`, \`inspect\`, \`convert\`, \`simulate\` and \`bench\` options from a
file. A key is the name of an option in lower camel case; what is typed wins; an unknown key is an
error. Lists may be written as lists. A flag that the file sets to true cannot be taken back on the
command line. Files are found from the folder where the command runs.

\`\`\`json
{
  "$schema": "./node_modules/volume-imbalance/dist/config.schema.json",
  "every": "100ms",
  "signals": ["bench20", "vwap_60s"],
  "chart": ["ofi:ewma,lambda=0.1"],
  "tickSize": 0.1,
  "columns": { "time": "ts_ms", "price": "px", "size": "qty" },
  "out": "rows.parquet"
}
\`\`\`

The schema is generated from the same definitions and shipped as
\`volume-imbalance/config.schema.json\`: editors complete and check such a file.

## Completion in the shell

| shell | set up |
|---|---|
| bash | \`eval "$(volume-imbalance completion bash)"\` in \`~/.bashrc\` |
| zsh | \`eval "$(volume-imbalance completion zsh)"\` in \`~/.zshrc\`, behind \`compinit\` |
| fish | \`volume-imbalance completion fish \\| source\` in \`~/.config/fish/config.fish\` |

Commands, options, values (formats, clocks, presets, columns, also the last of a list) and files.
`;

/** The help as it is printed on a terminal 80 columns wide, without colours. */
export function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trimEnd();
}

/** The whole document. */
export function commandLineDocument(): string {
  const root = program();
  const chapters = root.commands
    .filter((command) => command.name() !== "help")
    .map((command) => `## ${command.name()}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`);
  return `${[ABOUT, ...chapters].join("\n")}`;
}
