/** The ticks that are measured, held in memory so that reading them is not part of an engine. */
import * as abi from "../../../assembly/abi.ts";
import { TickBatch } from "../../core/tick-batch.ts";
import { BATCH_TICKS, type InstrumentFacts, type TickSource } from "../../sources/source.ts";
import type { Interruption } from "../interruption.ts";
import type { ProgressLine } from "../progress.ts";

export interface HeldTicks {
  readonly facts: InstrumentFacts;
  readonly inferred: readonly string[];
  readonly isCausal: boolean;
  readonly format: string;
  /** Headers of messages among them. */
  readonly records: number;
  /** Without headers. */
  readonly ticks: number;
  /** The source had more. */
  readonly isCut: boolean;
  readonly batches: readonly TickBatch[];
}

/** Number of ticks in a batch, which also holds the headers of messages. */
export function ticksIn(batch: TickBatch): number {
  let ticks = 0;
  for (let index = 0; index < batch.length; index++) {
    if ((batch.flagsAt(index) & abi.KIND_MASK) !== abi.KIND_HEADER) ticks++;
  }
  return ticks;
}

/** Reads a source until `limit` records are held; whole batches, so it may be some more. */
export async function holdTicks(
  source: TickSource,
  limit: number,
  interruption: Interruption,
  progress: ProgressLine,
): Promise<HeldTicks> {
  const batches: TickBatch[] = [];
  let records = 0;
  let ticks = 0;
  let isCut = false;
  for await (const batch of source) {
    isCut = records >= limit || interruption.isRequested;
    if (isCut) break;
    const held = new TickBatch(Math.max(batch.length, BATCH_TICKS));
    held.appendBatch(batch);
    batches.push(held);
    records += batch.length;
    ticks += ticksIn(batch);
    progress.update(() => ({ share: NaN, ticks }));
    await interruption.breathe();
  }
  const { facts, inferred, isCausal, format } = source;
  return { facts, inferred, isCausal, format, records, ticks, isCut, batches };
}
