/**
 * A file that appears when it is complete.
 *
 * It is written under a temporary name in the same folder and renamed at the end, so that a
 * reader never meets half a file and a failed run leaves an older one as it was. Devices, pipes
 * and standard output ("-") are written directly.
 *
 * Writes are synchronous on purpose: rows come out of the engine in the middle of a push, as many
 * as a quiet stretch owes, and the only way to hold none of them is to let the disk set the pace.
 */
import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { resolve } from "node:path";

const STDOUT = 1;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** A file that cannot be written; the message says which and why. */
export class OutputError extends Error {
  /** Tells the classes apart where two copies of the package are loaded. */
  override name = "OutputError";
}

/** The reader of a pipe went away: nothing is wrong, there is just nobody to write for. */
export class ReaderGone extends Error {
  /** Tells the classes apart where two copies of the package are loaded. */
  override name = "ReaderGone";
}

/** Whether there is something at `path` that is no file: a device, a pipe, a folder. */
export function isSpecial(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
}

export class OutputFile {
  readonly path: string;
  #descriptor: number;
  /** Name to be renamed from; empty where the target is written directly. */
  #temporary = "";
  readonly #error: (message: string) => Error;

  /**
   * @param path "-" is standard output
   * @param error makes what is thrown where the file cannot be written
   * @throws {OutputError} if the file cannot be created
   */
  constructor(path: string, error = (message: string): Error => new OutputError(message)) {
    this.#error = error;
    this.path = path;
    if (path === "-") {
      this.#descriptor = STDOUT;
      return;
    }
    try {
      if (!isSpecial(path)) this.#temporary = `${resolve(path)}.${process.pid}.partial`;
      this.#descriptor = openSync(this.#temporary || path, "w");
    } catch (cause) {
      throw error(`"${path}" cannot be written: ${(cause as Error).message}`);
    }
  }

  /** @throws {ReaderGone} if the file is a pipe that nobody reads any more */
  write(bytes: Uint8Array): void {
    let done = 0;
    while (done < bytes.length) {
      try {
        done += writeSync(this.#descriptor, bytes, done);
      } catch (error) {
        this.#waitOrThrow(error as NodeJS.ErrnoException);
      }
    }
  }

  /** Closes the file and gives it its name. */
  commit(): void {
    if (this.#descriptor === STDOUT) return;
    closeSync(this.#descriptor);
    if (this.#temporary !== "") renameSync(this.#temporary, this.path);
  }

  /** Closes the file and removes what was written. */
  abandon(): void {
    if (this.#descriptor === STDOUT) return;
    closeSync(this.#descriptor);
    if (this.#temporary !== "") rmSync(this.#temporary, { force: true });
  }

  #waitOrThrow(error: NodeJS.ErrnoException): void {
    if (error.code === "EPIPE") throw new ReaderGone("nobody reads the output any more");
    if (error.code !== "EAGAIN") {
      throw this.#error(`"${this.path}" cannot be written: ${error.message}`);
    }
    Atomics.wait(sleeper, 0, 0, 5);
  }
}
