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

/**
 * @param outputs where each option writes to
 * @param json whether the summary goes to standard output as JSON
 * @throws {Failure} if two of them are the same place
 */
export function refuseSharedOutputs(
  outputs: Readonly<Record<string, string | undefined>>,
  json: boolean | undefined,
): void {
  const places = Object.entries(outputs).filter(([, path]) => path !== undefined);
  const toStdout = places.filter(([, path]) => path === "-").map(([option]) => `${option} -`);
  const [first, second] = [...(json ? ["--json"] : []), ...toStdout];
  if (second !== undefined) {
    throw new Failure(`${first} and ${second} both write to standard output: name a file`);
  }
  for (const [at, [option, path]] of places.entries()) {
    const same = places.slice(0, at).find(([, other]) => other === path);
    if (same) throw new Failure(`${same[0]} and ${option} name the same file: name two`);
  }
}

export class OutputFile extends AnyOutputFile {
  /** @throws {Failure} if the file cannot be created */
  constructor(path: string) {
    super(path, (message) => new Failure(message));
  }
}
