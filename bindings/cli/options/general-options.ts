/** Options that every command with a summary has. */
import type { Command } from "commander";
import { addOptions, option } from "./command-option.ts";
import { file } from "./values.ts";

/** What commander hands over. */
export interface GeneralOptions {
  json?: true;
  quiet?: true;
  config?: string;
}

/** Adds them, last in the help. */
export function addGeneralOptions(command: Command): Command {
  return addOptions(command, "General", [
    option("--json", "print the summary as JSON, also with --quiet"),
    option("-q, --quiet", "no progress, no summary"),
    option("--config <file>", "more options from a JSON file; those typed here win", file),
  ]);
}
