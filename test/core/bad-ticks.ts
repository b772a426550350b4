/** Every kind of tick that is refused, and what is said, counted and flagged about it. */
import * as abi from "../../assembly/abi.ts";
import { type Counters, Flag, OrderError } from "../../bindings/index.ts";
import { market } from "../helpers/market.ts";
import { levelChange, levelSet, state, type Tick, trade } from "../helpers/ticks.ts";

export interface BadTick {
  what: string;
  tick: Tick;
  error: new () => Error;
  sentence: RegExp;
  counter: keyof Counters;
  flag: number;
}

export const OPTIONS = { tickSize: 0.5, lotSize: 0.25, ladderTicks: 1024 };
const TICKS = market({ seed: 4, messages: 60 });
const HALF = TICKS.findIndex((tick, at) => at > 100 && (tick.flags & abi.TICK_LAST) !== 0) + 1;
export const BEFORE = TICKS.slice(0, HALF);
export const AFTER = TICKS.slice(HALF);
/** Between the two halves: an engine that lets a bad tick move its clock is found out. */
export const NOW = Math.round((BEFORE[HALF - 1].time + AFTER[0].time) / 2);
const DAY = 864e8;

function level(changes: Partial<Tick>): Tick {
  return { ...levelSet(NOW, "bid", 6172, 1), ...changes };
}

type Line = [what: string, tick: Tick, sentence: RegExp];

function all(error: new () => Error, counter: keyof Counters, flag: number, lines: Line[]) {
  return lines.map(([what, tick, sentence]): BadTick => {
    return { what, tick, error, sentence, counter, flag };
  });
}

export const BAD_VALUES: BadTick[] = [
  ...all(RangeError, "badSizes", Flag.badSize, [
    ["a NaN size of a level", level({ size: NaN }), /size must .* was NaN$/],
    ["a negative size of a level", level({ size: -1 }), /size must .* was -1$/],
    ["a change below nothing", levelChange(NOW, "bid", 6172, -1e6), /size must .* was -1000000$/],
    ["a negative size of a trade", trade(NOW, "buy", 6172, -2), /size must .* was -2$/],
    ["a NaN size of a trade", trade(NOW, "sell", 6172, NaN), /size must .* was NaN$/],
  ]),
  ...all(RangeError, "badPrices", Flag.badTick, [
    ["a NaN price of a level", level({ price: NaN }), /price must .* was NaN$/],
    ["a price beyond 2^30 ticks", level({ price: 2 ** 30 }), /2\^30 ticks, was 1073741824$/],
    ["a NaN price of a trade", trade(NOW, "buy", NaN, 1), /price must .* was NaN$/],
    ["a NaN value of a topic", state(NOW, abi.TOPIC_MARK_PRICE, NaN), /price must .* was NaN$/],
  ]),
  ...all(RangeError, "unknownKinds", Flag.badTick, [
    ["an unknown topic", state(NOW, 200, 1), /flags must hold a known kind.* was 0x/],
    ["no kind", level({ flags: 0 }), /flags must hold a known kind.* was 0x/],
    ["an unknown kind", level({ flags: 15 }), /flags must hold a known kind.* was 0x/],
    ["a level without a side", level({ flags: abi.KIND_LEVEL_SET }), /with a side for levels/],
  ]),
];

export const OFF_GRID: BadTick[] = all(RangeError, "offGridLevels", Flag.offGrid, [
  ["a level off the grid", level({ price: 6171.75 }), /level 6171.75 .*; try tickSize 0.01$/],
]);

export const BAD_TIMES: BadTick[] = [
  ...all(OrderError, "badTimes", Flag.badTick, [
    ["a NaN time", level({ time: NaN }), /time must .* was NaN$/],
    ["a negative time", level({ time: -1 }), /time must .* was -1$/],
    ["an infinite time", level({ time: Infinity }), /time must .* was Infinity$/],
    ["a time 30 days ahead", level({ time: NOW + 30 * DAY }), /within 604800000 ms of the clock/],
  ]),
  ...all(OrderError, "largeReversals", Flag.timeReversal, [
    ["a time 2 s behind", level({ time: NOW - 2e6 }), /before the clock.*maxReversalMs \(1000\)/],
  ]),
];
