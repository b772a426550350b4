/** What feeds get wrong: ticks that are refused, and streams with every other fault. */
import * as abi from "../../assembly/abi.ts";
import type { Random } from "./random.ts";
import type { Tick } from "./ticks.ts";

/** A tick that has to be refused, for a market in ticks of 0.5; it ends no message. */
export function refusedTick(time: number, random: Random): Tick {
  const level = abi.KIND_LEVEL_SET | random.pick([abi.SIDE_BID, abi.SIDE_ASK]);
  const good: Tick = { time, price: 6172.5, size: 1, flags: level, instrument: 0 };
  const kinds = [level, abi.KIND_TRADE | abi.SIDE_BUY, abi.KIND_TRADE];
  const badState = abi.KIND_STATE | (abi.TOPIC_MARK_PRICE << abi.TOPIC_SHIFT);
  const faults: Partial<Tick>[] = [
    { size: Number.NaN, flags: random.pick(kinds) },
    { size: Number.POSITIVE_INFINITY, flags: random.pick(kinds) },
    { size: -1, flags: random.pick(kinds) },
    { size: -1e6, flags: abi.KIND_LEVEL_CHANGE | abi.SIDE_BID },
    { price: Number.NaN, flags: random.pick(kinds) },
    { price: Number.NEGATIVE_INFINITY, flags: random.pick(kinds) },
    { price: 1e300, flags: random.pick(kinds) },
    { time: Number.NaN },
    { time: -1 },
    { time: Number.POSITIVE_INFINITY },
    { flags: 0 },
    { flags: 15 },
    { flags: abi.KIND_STATE | (200 << abi.TOPIC_SHIFT) },
    { flags: badState, price: Number.NaN },
  ];
  return { ...good, ...random.pick(faults) };
}

/**
 * A market with the faults of a bad feed: its first snapshot is missing, messages are older than
 * the ones before, levels lie between ticks, halts come and go, refused ticks are strewn in.
 */
export function withFaults(ticks: readonly Tick[], random: Random): Tick[] {
  const first = ticks.findIndex((tick) => (tick.flags & abi.TICK_LAST) !== 0) + 1;
  let backwards = 0;
  return ticks.slice(first).flatMap((tick) => {
    const late = { ...tick, time: tick.time - backwards };
    if (tick.flags & abi.TICK_LAST) backwards = random.chance(0.05) ? 30_000 : 0;
    const dice = random.next();
    if (dice < 0.03) return [refusedTick(late.time, random), late];
    if (dice < 0.033) return [offGrid(late.time), late];
    if (dice < 0.04) return [halt(late.time, random.chance(0.5) ? 1 : 0), late];
    return [late];
  });
}

function offGrid(time: number): Tick {
  const flags = abi.KIND_LEVEL_SET | abi.SIDE_BID;
  return { time, price: 6172.625, size: 1, flags, instrument: 0 };
}

function halt(time: number, price: number): Tick {
  const flags = abi.KIND_STATE | (abi.TOPIC_HALTED << abi.TOPIC_SHIFT);
  return { time, price, size: 0, flags, instrument: 0 };
}
