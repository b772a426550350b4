/** The JSON schema (draft 7) of configuration files, made from the options of the commands. */
import type { Command } from "commander";
import type { CommandOption } from "../options/command-option.ts";
import type { Schema } from "../options/values.ts";
import { configurable } from "./config.ts";

function optionSchema(option: CommandOption): Schema {
  const { kind, isRepeatable, description } = option;
  if (kind === null) return { description, type: "boolean" };
  if (!isRepeatable) return { description, ...kind.schema };
  return { description, anyOf: [kind.schema, { type: "array", items: kind.schema }] };
}

function commandSchema(command: Command): Schema {
  const options = configurable(command);
  const properties = options.map((option) => [option.attributeName(), optionSchema(option)]);
  return {
    title: `volume-imbalance ${command.name()}`,
    description: command.description(),
    type: "object",
    properties: { $schema: { type: "string" }, ...Object.fromEntries(properties) },
    additionalProperties: false,
  };
}

/** A file is right if it is right for one of the commands. */
export function configSchema(root: Command): Schema {
  const commands = root.commands.filter((command) => configurable(command).length > 0);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Options of volume-imbalance, for --config",
    anyOf: commands.map((command) => ({ $ref: `#/definitions/${command.name()}` })),
    definitions: Object.fromEntries(
      commands.map((command) => [command.name(), commandSchema(command)]),
    ),
  };
}
