/** Output files of commands: what goes wrong with them is a sentence for the user. */
import { realpathSync, statSync } from "node:fs";
import { OutputFile as AnyOutputFile } from "../outputs/output-file.ts";
import { Failure } from "./failure.ts";

export { ReaderGone } from "../outputs/output-file.ts";

/** @throws {Failure} if `output` is one of `inputs`, which it would overwrite */
export function refuseSameFile(output: string, inputs: readonly string[]): void {
  if (output === "-" || statSync(output, { throwIfNoEntry: false }) === undefined) return;
  const target = realpathSync(output);
  for (const input of inputs) {
    if (statSync(input, { throwIfNoEntry: false }) && realpathSync(input) === target) {
      throw new Failure(`"${output}" is an input: name another file to write to`);
    }
  }
}

export class OutputFile extends AnyOutputFile {
  /** @throws {Failure} if the file cannot be created */
  constructor(path: string) {
    super(path, (message) => new Failure(message));
  }
}
