/**
 * Moves what an engine knows into a larger state that was planned alike: block by block, rings and
 * lists record by record, so that nothing but the room changes.
 */
import * as abi from "../abi";
import { EngineState, Entry, Ring } from "../layout";
import { recordAt } from "../stats/ring";
import { entryOf } from "./blocks";

/** Callers promise that every growing block of `to` is at least as large as that of `from`. */
export function relocate(from: EngineState, to: EngineState): void {
  const live = offsetof<EngineState>("time");
  const source = changetype<usize>(from);
  const target = changetype<usize>(to);
  memory.copy(target + live, source + live, <usize>abi.ENGINE_BYTES - live);
  for (let index: u32 = 0; index < from.directoryCount; index++) {
    const old = entryOf(from, index);
    const next = entryOf(to, index);
    if (old.kind == abi.BLOCK_FIXED) moveBlock(source, target, old, next);
    else moveRecords(changetype<Ring>(source + old.offset), changetype<Ring>(target + next.offset));
  }
}

function moveBlock(source: usize, target: usize, old: Entry, next: Entry): void {
  memory.copy(
    target + next.offset + next.planned,
    source + old.offset + old.planned,
    old.bytes - old.planned,
  );
}

/** A list is a ring that has never turned, with its end as head and its tail at 0. */
function moveRecords(from: Ring, to: Ring): void {
  to.head = from.head;
  to.tail = from.tail;
  for (let position = from.tail; position != from.head; position++) {
    memory.copy(recordAt(to, position), recordAt(from, position), from.stride);
  }
}
