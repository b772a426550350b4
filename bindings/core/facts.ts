/**
 * What the core must know of the instrument and of the options before the first tick.
 */
import * as abi from "../../assembly/abi.ts";
import { BUILD_ID } from "./module.ts";
import type { CheckedOptions } from "./options.ts";
import type { Step } from "./steps.ts";
import { perUnit } from "./units.ts";

/** Lots in one unit of size: 1 without a lot size. */
export function lotUnits({ lotSize }: CheckedOptions): { count: number; isWhole: boolean } {
  return perUnit(Number.isNaN(lotSize) ? 1 : lotSize);
}

/** Fields of the engine's record; `bytes` is the size of the state. */
export function engineFacts(options: CheckedOptions, bytes: number) {
  const hasLots = !Number.isNaN(options.lotSize);
  const ticks = perUnit(options.tickSize);
  const lots = lotUnits(options);
  const isVolumeClock = options.clock.kind === abi.CLOCK_VOLUME;
  const bits =
    (options.strict ? abi.OPTION_STRICT : 0) |
    (options.skipEmpty ? abi.OPTION_SKIP_EMPTY : 0) |
    (options.book === "quotes" ? abi.OPTION_QUOTES : 0) |
    (hasLots ? abi.OPTION_LOTS : 0) |
    (options.contract === "inverse" ? abi.OPTION_INVERSE : 0) |
    (ticks.isWhole ? abi.OPTION_WHOLE_TICKS : 0) |
    (lots.isWhole ? abi.OPTION_WHOLE_LOTS : 0);
  return {
    magic: abi.STATE_MAGIC,
    version: abi.ABI_VERSION,
    build: BUILD_ID,
    bytes: bytes,
    ticksPerUnit: ticks.count,
    tickSize: options.tickSize,
    lotsPerUnit: lots.count,
    lotSize: hasLots ? options.lotSize : 1,
    multiplier: options.multiplier,
    clock: options.clock.kind,
    clockStep: options.clock.step * (isVolumeClock ? lots.count : 1),
    maxReversalUs: options.maxReversalMs * 1e3,
    maxSilenceUs: options.maxSilenceMs * 1e3,
    sessionOpenUs: options.sessionOpenUs,
    sessionLengthUs: options.sessionLengthUs,
    options: bits,
    instrument: options.instrument,
  };
}

/** Half of what a tick may carry at most: what is larger takes the ordinary way. */
const FAST_TICKS = abi.MAX_TICKS / 2;
const FAST_LOTS = abi.MAX_LOTS / 2;
/** 1.5 * 2^52: the sum of this and a number below 2^51 is rounded to a whole number. */
const ROUNDING = 1.5 * 2 ** 52;

/** Fields of a lane of the fast path; `sign` is -1 for asks. */
export function laneFacts(options: CheckedOptions, sign: number) {
  const hasLots = !Number.isNaN(options.lotSize);
  const keysPerUnit = sign * perUnit(options.tickSize).count;
  const lotsPerUnit = lotUnits(options).count;
  return {
    keysPerUnit,
    lotsPerUnit,
    priceLimit: FAST_TICKS / Math.abs(keysPerUnit),
    sizeLimit: FAST_LOTS / lotsPerUnit,
    keyRounding: ROUNDING,
    lotsRounding: hasLots ? ROUNDING : 0,
    keyTolerance: abi.GRID_TOLERANCE ** 2,
    lotsTolerance: abi.GRID_TOLERANCE ** 2,
  };
}

/** Fields of one step of a row, whose statistic lies in `block`. */
export function opFacts(step: Step, block: number, lotsPerUnit: number) {
  const isSize = step.op === abi.OP_BUY_COST || step.op === abi.OP_SELL_COST;
  const { op: code, target, source, levels } = step;
  return {
    code,
    target,
    source,
    block,
    levels,
    parameter: step.value * (isSize ? lotsPerUnit : 1),
  };
}
