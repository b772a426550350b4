/**
 * Records in a ring: positions only grow, record p lies at p & mask, behind the head.
 *
 * In    records of `stride` bytes, a power of two of them
 * Out   addresses
 * Keeps Ring, 16 bytes, and the records
 * Cost  constant
 *
 * A ring never overwrites: the engine asks `freeRecords` before a tick and stops when it is 0.
 *
 * Source: own construction.
 */
import { Ring } from "../layout";

/** Address of record `position`. */
export function recordAt(ring: Ring, position: u32): usize {
  return (
    changetype<usize>(ring) + offsetof<Ring>() + <usize>(position & ring.mask) * <usize>ring.stride
  );
}

/** Takes the next record and returns its address. Callers promise that one is free. */
export function appendRecord(ring: Ring): usize {
  const at = recordAt(ring, ring.head);
  ring.head += 1;
  return at;
}

/** Records that can be appended before the oldest one in use would be overwritten. */
export function freeRecords(ring: Ring): u32 {
  return ring.mask + 1 - (ring.head - ring.tail);
}
