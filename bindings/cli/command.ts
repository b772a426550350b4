/**
 * The command `volume-imbalance`, run. Exit codes: see `failure.ts`.
 */
import { CommanderError } from "commander";
import { complain } from "./complaint.ts";
import { EXIT_DONE, EXIT_USAGE, Failure } from "./failure.ts";
import { program } from "./program.ts";

/**
 * Runs the command.
 * @param args what stands behind the name of the command
 * @returns exit code; what went wrong has been said on standard error
 */
export async function runCommand(args: readonly string[]): Promise<number> {
  let exitCode = EXIT_DONE;
  const root = program((code) => {
    exitCode = code;
  });
  try {
    await root.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_DONE : EXIT_USAGE;
    if (!(error instanceof Failure)) throw error;
    complain(error.message);
    return error.exitCode;
  }
}
