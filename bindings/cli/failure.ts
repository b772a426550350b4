/**
 * What ends a command before its work is done: a sentence for the user and an exit code.
 *
 *   0    done
 *   1    bad data under --strict
 *   2    wrong usage, or an input that cannot be read
 *   130  interrupted (Ctrl-C); what was read until then is finished and written
 */
import { FormatError, OrderError } from "../core/errors.ts";

export const EXIT_DONE = 0;
export const EXIT_BAD_DATA = 1;
export const EXIT_USAGE = 2;
export const EXIT_INTERRUPTED = 130;

/** An error whose message is meant for the user as it stands. */
export class Failure extends Error {
  override name = "Failure";
  readonly exitCode: number;

  constructor(message: string, exitCode = EXIT_USAGE) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Turns an error of options or input into a failure; anything else is a bug and is thrown on. */
export function asFailure(error: unknown, exitCode: number): Failure {
  if (error instanceof Failure) return error;
  const isExpected =
    error instanceof FormatError ||
    error instanceof OrderError ||
    error instanceof RangeError ||
    error instanceof TypeError;
  if (!isExpected || !error.message.startsWith("volume-imbalance/")) throw error;
  return new Failure(error.message.replace(/^volume-imbalance\/[^:]*: /, ""), exitCode);
}
