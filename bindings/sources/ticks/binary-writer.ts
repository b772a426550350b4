/**
 * Writes a binary tick file: under a temporary name beside its place, renamed when it is complete,
 * so that nobody meets half a file under the wanted name. What an interrupted writer left behind
 * can be read up to where it ends.
 */
import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import type { TickBatch } from "../../core/tick-batch.ts";
import type { InstrumentFacts } from "../source.ts";
import { TickFileEncoder } from "./binary-encoder.ts";

/** Writes ticks as a binary file, which has its name only when it is complete. */
export interface TickFileWriter {
  /** Takes the ticks of a batch, which may end inside a message. */
  write(batch: TickBatch): void;
  /** Completes the file and gives it its name. */
  close(): void;
  /** Removes what was written. */
  abandon(): void;
}

/** What a file says of its ticks besides the facts of the instrument. */
export interface TickFileDetails {
  /** Names of the facts that were inferred. */
  readonly inferred?: readonly string[];
  /** As `TickSource.isCausal`; default true. */
  readonly isCausal?: boolean;
}

/** @throws {Error} of Node if the file cannot be written */
export function tickFileWriter(
  path: string,
  facts: InstrumentFacts,
  details: TickFileDetails = {},
): TickFileWriter {
  const { inferred = [], isCausal = true } = details;
  const temporary = `${resolve(path)}.${process.pid}.partial`;
  const descriptor = openSync(temporary, "w");
  const sink = {
    write(bytes: Uint8Array): void {
      for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    },
  };
  const encoder = new TickFileEncoder(sink, { facts, inferred }, isCausal);
  return {
    write: (batch) => encoder.write(batch),
    close() {
      encoder.finish();
      closeSync(descriptor);
      renameSync(temporary, path);
    },
    abandon() {
      closeSync(descriptor);
      rmSync(temporary, { force: true });
    },
  };
}
