/**
 * What the core must know of the instrument and of the options before the first tick.
 */
import * as abi from "../../assembly/abi.ts";
import { BUILD_ID } from "./module.ts";
import type { CheckedOptions } from "./options.ts";
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
