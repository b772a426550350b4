/**
 * Options from a JSON file (`--config`): keys are the names of options in lower camel case
 * (`tickSize` for `--tick-size`), values are checked by the same rules as what is typed. What is
 * typed wins. `config.schema.json` of the package describes such a file to an editor.
 */
import { type Command, InvalidArgumentError } from "commander";
import { didYouMean } from "../did-you-mean.ts";
import { Failure } from "../failure.ts";
import { readJsonObject } from "../json-file.ts";
import { type CommandOption, optionsOf } from "../options/command-option.ts";
import type { Schema } from "../options/values.ts";

/** Names the schema for editors; means nothing to the commands. */
const SCHEMA_KEY = "$schema";

/** Options that a file may hold: all that know their value, but not the name of another file. */
export function configurable(command: Command): CommandOption[] {
  const options = optionsOf(command);
  const hasConfig = options.some((option) => option.attributeName() === "config");
  return hasConfig ? options.filter((option) => option.attributeName() !== "config") : [];
}

/**
 * Gives a command the options of the file that its `--config` names.
 * @throws {Failure} if the file cannot be read or holds what this command does not know
 */
export function applyConfig(command: Command): void {
  const path: string | undefined = command.opts().config;
  if (path === undefined) return;
  const options = configurable(command);
  for (const [key, value] of Object.entries(readJsonObject(path, "options"))) {
    if (key === SCHEMA_KEY) continue;
    const known = options.find((each) => each.attributeName() === key);
    if (known === undefined) throw new Failure(`"${path}": ${unknown(key, command, options)}`);
    const parsed = parsedValue(path, known, value);
    if (command.getOptionValueSource(key) === "cli" || parsed === undefined) continue;
    command.setOptionValueWithSource(key, parsed, "config");
  }
}

function unknown(key: string, command: Command, options: readonly CommandOption[]): string {
  const others = (command.parent?.commands ?? []).filter((other) =>
    configurable(other).some((option) => option.attributeName() === key),
  );
  if (others.length > 0) {
    const names = others.map((other) => other.name()).join(", ");
    return `"${key}" is an option of ${names}, not of ${command.name()}`;
  }
  const names = options.map((option) => option.attributeName());
  return `unknown key "${key}"${didYouMean(key, names)}`;
}

/** A flag that is false is one that was not given. */
function parsedValue(path: string, option: CommandOption, value: unknown): unknown {
  const { kind, isRepeatable } = option;
  const name = option.attributeName();
  const refused = (expected: string) =>
    new Failure(`"${path}": ${name} must be ${expected}, was ${JSON.stringify(value)}`);
  if (kind === null) {
    if (typeof value !== "boolean") throw refused("true or false");
    return value || undefined;
  }
  const parse = (item: unknown) => {
    const text = asTyped(item, jsonTypes(kind.schema));
    if (text === undefined) throw refused(kind.expected);
    try {
      return kind.parse(text);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      throw new Failure(`"${path}": ${name} is ${JSON.stringify(value)}: ${error.message}`);
    }
  };
  if (!isRepeatable) return parse(value);
  return (Array.isArray(value) ? value : [value]).map(parse);
}

/** JSON types that a schema admits; whole numbers are numbers. */
function jsonTypes(schema: Schema): ReadonlySet<string> {
  if ("enum" in schema) return new Set(["string"]);
  const parts = "anyOf" in schema ? (schema.anyOf as Schema[]) : [schema];
  return new Set(parts.map(({ type }) => (type === "integer" ? "number" : String(type))));
}

/** What one would type for a JSON value; undefined if it is of none of the types. */
function asTyped(value: unknown, types: ReadonlySet<string>): string | undefined {
  if (typeof value === "string") return types.has("string") ? value : undefined;
  if (typeof value === "number") return types.has("number") ? String(value) : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  if (!types.has(Array.isArray(value) ? "array" : "object")) return undefined;
  const isText = Object.values(value).every((item) => typeof item === "string");
  if (!isText) return undefined;
  if (Array.isArray(value)) return value.join(",");
  return Object.entries(value)
    .map(([key, item]) => `${key}=${item}`)
    .join(",");
}
