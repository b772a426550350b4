/** Options that a command cannot do without; they may stand in a configuration file. */
import { Failure } from "../failure.ts";

/** @throws {Failure} with an example if the option was given nowhere */
export function required<T>(name: string, value: T | undefined, example: string): T {
  if (value !== undefined) return value;
  throw new Failure(`--${name} is missing: say where to write to, ${example}`);
}
