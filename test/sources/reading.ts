/** Writes small files, reads sources to their end, and keeps books the plain way. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import * as abi from "../../assembly/abi.ts";
import type { TickBatch } from "../../bindings/core/tick-batch.ts";

/** One tick as an object, for comparisons. */
export interface PlainTick {
  timeUs: number;
  price: number;
  size: number;
  flags: number;
  instrument: number;
}

let folder = "";
let files = 0;

/** Writes a file that lasts until the end of the test file. */
export function temporaryFile(content: string | Uint8Array): string {
  if (folder === "") {
    folder = mkdtempSync(join(tmpdir(), "volume-imbalance-"));
    afterAll(() => rmSync(folder, { recursive: true }));
  }
  const path = join(folder, `${files++}.txt`);
  writeFileSync(path, content);
  return path;
}

export function plainTicks(batch: TickBatch): PlainTick[] {
  return Array.from({ length: batch.length }, (_, index) => ({
    timeUs: batch.timeAt(index),
    price: batch.priceAt(index),
    size: batch.sizeAt(index),
    flags: batch.flagsAt(index),
    instrument: batch.instrumentAt(index),
  }));
}

export async function allTicks(source: AsyncIterable<TickBatch>): Promise<PlainTick[]> {
  const ticks: PlainTick[] = [];
  for await (const batch of source) ticks.push(...plainTicks(batch));
  return ticks;
}

/** Splits ticks into messages. */
export function messages(ticks: readonly PlainTick[]): PlainTick[][] {
  const found: PlainTick[][] = [[]];
  for (const tick of ticks) {
    found[found.length - 1].push(tick);
    if (tick.flags & abi.TICK_LAST) found.push([]);
  }
  if (found[found.length - 1].length === 0) found.pop();
  return found;
}

export function kindOf(tick: PlainTick): number {
  return tick.flags & abi.KIND_MASK;
}

/** A book of two maps from price to size. */
export class PlainBook {
  readonly bids = new Map<number, number>();
  readonly asks = new Map<number, number>();

  apply(flags: number, price: number, size: number): void {
    const kind = flags & abi.KIND_MASK;
    if (kind === abi.KIND_CLEAR) {
      this.bids.clear();
      this.asks.clear();
    }
    if (kind !== abi.KIND_LEVEL_SET) return;
    const side = (flags & abi.SIDE_MASK) === abi.SIDE_BID ? this.bids : this.asks;
    if (size === 0) side.delete(price);
    else side.set(price, size);
  }

  /** Best bid, its size, best ask, its size. */
  best(): [number, number, number, number] {
    let bid = Number.NEGATIVE_INFINITY;
    let ask = Number.POSITIVE_INFINITY;
    for (const price of this.bids.keys()) if (price > bid) bid = price;
    for (const price of this.asks.keys()) if (price < ask) ask = price;
    return [bid, this.bids.get(bid) ?? 0, ask, this.asks.get(ask) ?? 0];
  }
}
