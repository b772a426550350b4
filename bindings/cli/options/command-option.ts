/**
 * Options and arguments of commands that know what they take. Parser, help, shell completion,
 * configuration file and its schema are all made from these definitions.
 */
import { Argument, type Command, Option } from "commander";
import type { Completion, ValueKind } from "./values.ts";

export class CommandOption extends Option {
  /** What it takes; null for a flag. */
  readonly kind: ValueKind | null;
  readonly isRepeatable: boolean;

  /** @param flags `-e, --every <clock>`; without a value it is a flag */
  constructor(flags: string, description: string, kind: ValueKind | null = null, more = {}) {
    super(flags, description);
    const { isRepeatable = false }: { isRepeatable?: boolean } = more;
    this.kind = kind;
    this.isRepeatable = isRepeatable;
    if (kind === null) return;
    this.argParser((text: string, before: unknown) =>
      isRepeatable ? [...((before as unknown[]) ?? []), kind.parse(text)] : kind.parse(text),
    );
  }
}

export class CommandArgument extends Argument {
  readonly completion: Completion;

  constructor(name: string, description: string, completion: Completion) {
    super(name, description);
    this.completion = completion;
  }
}

/** An option and its value in short. */
export function option(flags: string, description: string, kind?: ValueKind): CommandOption {
  return new CommandOption(flags, description, kind);
}

/** Adds options under a heading of the help. */
export function addOptions(
  command: Command,
  heading: string,
  options: readonly CommandOption[],
): Command {
  for (const each of options) command.addOption(each.helpGroup(`${heading}:`));
  return command;
}

/** The options of a command that know what they take; not those of commander, like `--help`. */
export function optionsOf(command: Command): CommandOption[] {
  return command.options.filter((each) => each instanceof CommandOption);
}
