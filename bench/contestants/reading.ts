/**
 * What a contestant owes who reads ticks from a file: their records in a batch, handed over each
 * time it is full, as our sources do.
 */
import * as abi from "../../assembly/abi.ts";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import { openSource } from "../../bindings/sources/index.ts";
import { BATCH_TICKS } from "../../bindings/sources/source.ts";

export type HandOver = (batch: TickBatch) => void;

/** Reads a file from its path to the last record. */
export type Reading = (path: string, handOver: HandOver) => void | Promise<void>;

/** Writes records without a message's header: what everyone has in common. */
export class RecordWriter {
  readonly #batch = new TickBatch(2 * BATCH_TICKS);
  readonly #handOver: HandOver;

  constructor(handOver: HandOver) {
    this.#handOver = handOver;
  }

  add(timeUs: number, price: number, size: number, flags: number): void {
    this.#batch.append(timeUs, price, size, flags);
    if (this.#batch.length >= BATCH_TICKS) this.finish();
  }

  finish(): void {
    this.#handOver(this.#batch);
    this.#batch.clear();
  }
}

/** This package through its public interface, from recognising the format on. */
export async function readOurs(path: string, handOver: HandOver): Promise<void> {
  for await (const batch of await openSource(path)) handOver(batch);
}

const COMPARED_FLAGS = abi.KIND_MASK | abi.SIDE_MASK;

/** All records, without the marks of messages: what is compared. */
export async function recordsOf(
  reading: Reading,
  path: string,
  hasHeaders: boolean,
): Promise<TickBatch> {
  const all = new TickBatch(1 << 18);
  await reading(path, (batch) => {
    for (let i = 0; i < batch.length; i++) {
      const flags = batch.flagsAt(i) & COMPARED_FLAGS;
      if ((flags & abi.KIND_MASK) === abi.KIND_HEADER && !hasHeaders) continue;
      all.append(batch.timeAt(i), batch.priceAt(i), batch.sizeAt(i), flags);
    }
  });
  return all;
}
