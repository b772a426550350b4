/**
 * Breaks the chains that compare one state with the one before: after a clear, a gap, an off-grid
 * level, a session break. No flow event and no return is taken across it.
 */
import { EngineState, Mlofi, Ofi, Volatility } from "../layout";
import { askLadder, bidLadder } from "../book/touch";
import { ofiBreak } from "../flow/ofi";
import { mlofiBreak } from "../flow/mlofi";
import { volatilityBreak } from "../context/volatility";
import { volatilityAt } from "./blocks";

export function breakFlow(state: EngineState): void {
  const base = changetype<usize>(state);
  if (state.ofi) ofiBreak(changetype<Ofi>(base + state.ofi));
  if (state.mlofi) {
    mlofiBreak(changetype<Mlofi>(base + state.mlofi), bidLadder(state), askLadder(state));
  }
  for (let index: u32 = 0; index < state.volatilityCount; index++) {
    volatilityBreak(changetype<Volatility>(volatilityAt(state, index)));
  }
}
