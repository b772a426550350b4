/** Ticks into a file, binary (`.vit`) or CSV: the ending of its name says which. */
import type { TickBatch } from "../core/tick-batch.ts";
import { isSpecial } from "../outputs/output-file.ts";
import type { InstrumentFacts } from "../sources/source.ts";
import { TickFileEncoder } from "../sources/ticks/binary-encoder.ts";
import { ticksCsvWriter } from "../sources/ticks/csv-writer.ts";
import { Failure } from "./failure.ts";
import type { OutputFile } from "./output-file.ts";

/** Turns ticks into bytes of the output. */
export interface TickSink {
  write(batch: TickBatch): void;
  finish(): void;
}

/** What is known of the ticks beside them. */
export interface TickFacts {
  readonly facts: InstrumentFacts;
  readonly inferred: readonly string[];
  readonly isCausal: boolean;
}

/**
 * Whether the ticks are written as binary; CSV is for standard output and for devices too.
 * @throws {Failure} if the ending says neither
 */
export function isBinary(out: string): boolean {
  if (/\.vit$/i.test(out)) return true;
  if (out === "-" || /\.csv$/i.test(out) || isSpecial(out)) return false;
  throw new Failure(`"${out}" must end in .vit (binary) or .csv: the ending says what is written`);
}

/** A sink that writes the head of a binary file at once. */
export function tickSink(output: OutputFile, { facts, inferred, isCausal }: TickFacts): TickSink {
  if (isBinary(output.path)) {
    return new TickFileEncoder(output, { facts, inferred: [...inferred] }, isCausal);
  }
  const writer = ticksCsvWriter(facts);
  return {
    write: (batch) => output.write(writer.encode(batch)),
    finish() {},
  };
}
