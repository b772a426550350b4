/**
 * The binary tick file as bare reads of its blocks into a batch, without checksum and index: what
 * the operating system takes.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { TickBatch } from "../../bindings/core/tick-batch.ts";
import * as lay from "../../bindings/sources/ticks/binary-layout.ts";
import type { HandOver } from "./reading.ts";

export function readRecords(path: string, handOver: HandOver): void {
  const descriptor = openSync(path, "r");
  const head = new Uint32Array(lay.UNIT_WORDS);
  const batch = new TickBatch();
  readSync(descriptor, head, 0, lay.UNIT_BYTES, 0);
  let at = lay.UNIT_BYTES + head[lay.HEAD_FACTS_BYTES];
  for (;;) {
    readSync(descriptor, head, 0, lay.UNIT_BYTES, at);
    if (head[0] !== lay.BLOCK_MARK) break;
    const records = head[lay.BLOCK_RECORDS];
    batch.clear();
    batch.reserve(records);
    batch.length = records;
    at += lay.UNIT_BYTES + readSync(descriptor, batch.bytes, { position: at + lay.UNIT_BYTES });
    handOver(batch);
  }
  closeSync(descriptor);
}
