/** What a shell needs to know of the commands, read from their definitions. */
import type { Command, Option } from "commander";
import { CommandArgument, CommandOption } from "../options/command-option.ts";
import type { Completion } from "../options/values.ts";

export interface OptionModel {
  /** With their dashes, the long one last. */
  readonly names: readonly string[];
  readonly says: string;
  /** What is typed behind it; null for a flag. */
  readonly value: Completion | null;
  /** What the value is called in the help: `file`. */
  readonly valueName: string;
  readonly isRepeatable: boolean;
}

export interface CommandModel {
  readonly name: string;
  readonly says: string;
  readonly options: readonly OptionModel[];
  /** What stands without dashes; null if nothing may. */
  readonly argument: Completion | null;
}

function optionModel(option: Option): OptionModel {
  const kind = option instanceof CommandOption ? option.kind : null;
  return {
    names: [option.short, option.long].filter((name) => name !== undefined),
    says: option.description,
    value: kind?.completion ?? null,
    valueName: /<([^>]+)>/.exec(option.flags)?.[1] ?? "",
    isRepeatable: option instanceof CommandOption && option.isRepeatable,
  };
}

function commandModel(command: Command): CommandModel {
  const [argument] = command.registeredArguments;
  return {
    name: command.name(),
    says: command.description(),
    options: command.createHelp().visibleOptions(command).map(optionModel),
    argument: argument instanceof CommandArgument ? argument.completion : null,
  };
}

/** The program itself first, then its commands. */
export function completionModel(root: Command): [root: CommandModel, ...commands: CommandModel[]] {
  return [commandModel(root), ...root.commands.map(commandModel)];
}
