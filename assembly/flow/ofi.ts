/**
 * Order flow imbalance: what was added to the bid and taken from the ask, less the reverse.
 *
 *   e = 1{pb >= pb'} qb - 1{pb <= pb'} qb' - 1{pa <= pa'} qa + 1{pa >= pa'} qa'      primes: before
 *
 * In    the touch after a complete message, in ticks and lots; time in microseconds
 * Out   e in lots, positive when buyers press; its sum over the row and over windows by time
 * Keeps Ofi, one OfiWindow a window, one ring of the events that are not 0
 * Cost  four comparisons a book message; constant per event and window
 *
 * Between consecutive complete states only: an event across a clear, a gap or a session break does
 * not exist. An empty side is a price at infinity with size 0, so it needs no case of its own.
 *
 * Source: R. Cont, A. Kukanov and S. Stoikov, "The Price Impact of Order Book Events",
 * J. Financial Econometrics 12(1), 2014, equation for e_n.
 */
import { EngineState, Event, Ofi, OfiWindow, Ring } from "../layout";
import { either } from "../math/guard";
import { addTo, clearAt, valueOf } from "../stats/compensated";
import { appendRecord, recordAt } from "../stats/ring";

/** Contribution of one side that stands at `price` with `size`; prices rise towards better. */
function sideFlow(price: f64, size: f64, priceBefore: f64, sizeBefore: f64): f64 {
  return either(price >= priceBefore, size, 0.0) - either(price <= priceBefore, sizeBefore, 0.0);
}

/** Takes the touch in and returns e; 0 where there is no state before. */
export function ofiStep(ofi: Ofi, state: EngineState): f64 {
  let flow = 0.0;
  if (ofi.hasPrevious) {
    const bid = sideFlow(state.bidTicks, state.bidSize, ofi.bidTicks, ofi.bidSize);
    const ask = sideFlow(-state.askTicks, state.askSize, -ofi.askTicks, ofi.askSize);
    flow = bid - ask;
    addTo(changetype<usize>(ofi) + offsetof<Ofi>("row"), flow);
  }
  ofi.bidTicks = state.bidTicks;
  ofi.bidSize = state.bidSize;
  ofi.askTicks = state.askTicks;
  ofi.askSize = state.askSize;
  ofi.hasPrevious = 1;
  return flow;
}

/** Forgets the state before: the next event does not exist. */
export function ofiBreak(ofi: Ofi): void {
  ofi.hasPrevious = 0;
}

/** Sum of e over the row so far. */
export function ofiOfRow(ofi: Ofi): f64 {
  return valueOf(changetype<usize>(ofi) + offsetof<Ofi>("row"));
}

/** Begins a new row. */
export function ofiNewRow(ofi: Ofi): void {
  clearAt(changetype<usize>(ofi) + offsetof<Ofi>("row"));
}

/** Puts an event into the ring and into all windows. */
export function ofiWindowsAdd(
  ring: Ring,
  windows: usize,
  count: u32,
  time: f64,
  flow: f64,
): void {
  ofiWindowsExpire(ring, windows, count, time);
  const event = changetype<Event>(appendRecord(ring));
  event.time = time;
  event.value = flow;
  for (let index: u32 = 0; index < count; index++) {
    addTo(windowAt(windows, index) + offsetof<OfiWindow>("sum"), flow);
  }
}

/** Drops from each window what is not in (time - span, time]. */
export function ofiWindowsExpire(ring: Ring, windows: usize, count: u32, time: f64): void {
  let oldest = ring.head;
  for (let index: u32 = 0; index < count; index++) {
    const at = windowAt(windows, index);
    const window = changetype<OfiWindow>(at);
    const limit = time - window.span;
    let tail = window.tail;
    while (tail != ring.head) {
      const event = changetype<Event>(recordAt(ring, tail));
      if (event.time > limit) break;
      addTo(at + offsetof<OfiWindow>("sum"), -event.value);
      tail += 1;
    }
    if (tail == ring.head) clearAt(at + offsetof<OfiWindow>("sum"));
    window.tail = tail;
    if (ring.head - tail > ring.head - oldest) oldest = tail;
  }
  ring.tail = oldest;
}

/** Sum of window `index`. */
export function ofiWindowSum(at: usize): f64 {
  return valueOf(at + offsetof<OfiWindow>("sum"));
}

function windowAt(windows: usize, index: u32): usize {
  return windows + <usize>index * ((offsetof<OfiWindow>() + 7) & ~7);
}

/** Forgets everything. */
export function ofiReset(ofi: Ofi, ring: Ring, windows: usize, count: u32): void {
  ofi.hasPrevious = 0;
  ofiNewRow(ofi);
  if (count == 0) return;
  ring.head = 0;
  ring.tail = 0;
  for (let index: u32 = 0; index < count; index++) {
    const at = windowAt(windows, index);
    changetype<OfiWindow>(at).tail = 0;
    clearAt(at + offsetof<OfiWindow>("sum"));
  }
}
