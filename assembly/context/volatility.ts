/**
 * Realised volatility of mid on a regular grid, from the last 60 returns.
 *
 *   r_j = ln(mid at grid point j / mid at grid point j - 1);  volatility = 1e4 sqrt(sum r_j^2)
 *
 * In    mid in ticks after each complete message, NaN where there is none; time in microseconds
 * Out   volatility in bps per window (60 grid steps); NaN until 60 returns are known
 * Keeps Volatility and a ring of 60 squared returns
 * Cost  one comparison a message; one logarithm a grid point
 *
 * A grid point takes the last mid at or before it, so bid-ask bounce within a step does not count.
 * A break of the book empties the window: no return is taken across it. A quiet stretch longer than
 * the window costs no more than one window.
 *
 * Source: T. G. Andersen, T. Bollerslev, F. X. Diebold and P. Labys, "Modeling and Forecasting
 * Realized Volatility", Econometrica 71(2), 2003; previous-tick sampling.
 */
import { Volatility } from "../layout";
import { ln } from "../math/elementary";
import { addTo, clearAt, valueOf } from "../stats/compensated";

function slotAt(state: Volatility, position: u32): usize {
  return changetype<usize>(state) + offsetof<Volatility>() + (<usize>position << 3);
}

/** Closes the grid points before `time`, then takes the mid that stands from `time` on. */
export function volatilityStep(state: Volatility, mid: f64, time: f64): void {
  volatilityAdvance(state, time);
  if (mid == mid) state.mid = mid;
}

/** Closes the grid points before `time`. */
export function volatilityAdvance(state: Volatility, time: f64): void {
  if (state.next == 0.0) {
    state.next = ceil<f64>(time / state.step) * state.step;
    return;
  }
  if (state.next >= time) return;
  const skipped = floor<f64>((time - state.next) / state.step) - <f64>state.capacity - 1.0;
  if (skipped > 0.0) state.next += skipped * state.step;
  while (state.next < time) {
    closePoint(state);
    state.next += state.step;
  }
}

/** Closes the grid points up to and including `time`: a row looks at it. */
export function volatilityThrough(state: Volatility, time: f64): void {
  volatilityAdvance(state, time);
  if (state.next == time) {
    closePoint(state);
    state.next += state.step;
  }
}

function closePoint(state: Volatility): void {
  const before = state.gridMid;
  const now = state.mid;
  state.gridMid = now;
  if (now == before) {
    keep(state, 0.0);
  } else if (before > 0.0 && now > 0.0) {
    const r = ln(now / before);
    keep(state, r * r);
  } else {
    forget(state);
  }
}

function forget(state: Volatility): void {
  state.count = 0;
  state.position = 0;
  clearAt(changetype<usize>(state) + offsetof<Volatility>("sum"));
}

function keep(state: Volatility, square: f64): void {
  const at = slotAt(state, state.position);
  const sum = changetype<usize>(state) + offsetof<Volatility>("sum");
  if (state.count == state.capacity) addTo(sum, -load<f64>(at));
  else state.count += 1;
  store<f64>(at, square);
  addTo(sum, square);
  state.position = state.position + 1 == state.capacity ? 0 : state.position + 1;
}

/** In bps per window, NaN until the window is full. */
export function volatilityBps(state: Volatility): f64 {
  if (state.count < state.capacity) return NaN;
  const sum = valueOf(changetype<usize>(state) + offsetof<Volatility>("sum"));
  return 1e4 * sqrt<f64>(max<f64>(sum, 0.0));
}

/** The chain of returns breaks: after a clear, a gap, a session break. */
export function volatilityBreak(state: Volatility): void {
  forget(state);
  state.mid = NaN;
  state.gridMid = NaN;
}

/** Forgets everything. */
export function volatilityReset(state: Volatility): void {
  volatilityBreak(state);
  state.next = 0.0;
}
