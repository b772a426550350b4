/**
 * A ring of events that the host makes larger.
 *
 * In    Ring, and the number of records that it will hold: a power of two
 * Out   the same ring with more room
 * Keeps nothing
 * Cost  one copy of a record that finds its place elsewhere
 *
 * A record's place is its position modulo the size, so that in a ring of twice the size it stays or
 * moves up by the old size, onto a free place.
 *
 * Source: own construction.
 */
import { Ring } from "../layout";
import { recordAt } from "../stats/ring";

/** Doubles the room. Callers have made the memory behind the ring as large. */
export function doubleRing(ring: Ring): void {
  const old = ring.mask + 1;
  const stride = <usize>ring.stride;
  for (let position = ring.tail; position != ring.head; position++) {
    if ((position & old) == 0) continue;
    const from = recordAt(ring, position);
    memory.copy(from + <usize>old * stride, from, stride);
  }
  ring.mask = (old << 1) - 1;
}
