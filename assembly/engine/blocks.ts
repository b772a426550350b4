/**
 * Where the blocks of a state lie.
 */
import * as abi from "../abi";
import { Entry, EngineState, Op, Ring, TradeTotals, Volatility } from "../layout";

/** Address of realised volatility `index`. */
export function volatilityAt(state: EngineState, index: u32): usize {
  const size = offsetof<Volatility>() + ((<usize>abi.VOLATILITY_RETURNS) << 3);
  return changetype<usize>(state) + <usize>state.volatilities + <usize>index * size;
}

export function entryOf(state: EngineState, index: u32): Entry {
  return changetype<Entry>(
    changetype<usize>(state) + <usize>state.directory + <usize>index * offsetof<Entry>(),
  );
}

export function opOf(state: EngineState, index: u32): Op {
  return changetype<Op>(
    changetype<usize>(state) + <usize>state.ops + <usize>index * offsetof<Op>(),
  );
}

export function tradeRing(state: EngineState): Ring {
  return changetype<Ring>(changetype<usize>(state) + state.tradeRing);
}

export function tradeWindows(state: EngineState): usize {
  return changetype<usize>(state) + state.tradeWindows;
}

export function tradeTotals(state: EngineState): TradeTotals {
  return changetype<TradeTotals>(changetype<usize>(state) + offsetof<EngineState>("bought"));
}

export function ofiRing(state: EngineState): Ring {
  return changetype<Ring>(changetype<usize>(state) + state.ofiRing);
}

export function ofiWindows(state: EngineState): usize {
  return changetype<usize>(state) + state.ofiWindows;
}

/** Address of value `slot` of the row in the making. */
export function valueAt(state: EngineState, slot: u32): usize {
  return changetype<usize>(state) + <usize>state.values + (<usize>slot << 3);
}
