/** docs/command-line.md: behind what is written by hand, the help of each command as printed. */
import type { Command } from "commander";
import { program } from "../bindings/cli/program.ts";

const WIDTH = 80;

/** Here the printed part begins. */
const MARK = "\n## replay\n";

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

/**
 * The whole document.
 * @param before as it was; what is written by hand stands before the chapter of `replay`
 */
export function commandLineDocument(before: string): string {
  const [about] = before.split(MARK);
  const chapters = program()
    .commands.filter((command) => command.name() !== "help")
    .map((command) => `## ${command.name()}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`);
  return [about, ...chapters].join("\n");
}
