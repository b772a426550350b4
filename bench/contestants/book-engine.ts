/**
 * The book alone, in the core: records lie in its memory and are read where they lie, as the
 * JavaScript contestant reads them where they lie in its own.
 */
import * as abi from "../../assembly/abi.ts";
import { EngineHome } from "../../bindings/core/home.ts";
import { checkOptions } from "../../bindings/core/options.ts";
import type { TickBatch } from "../../bindings/core/tick-batch.ts";
import { Runtime } from "../../bindings/index.ts";
import type { PipelineOptions } from "./bench20.ts";
import { BLOCK, type BookUnderTest, TOP } from "./book-top10.ts";

/** Levels beyond the ladder's window for which there is room. */
const OVERFLOW = 1 << 16;

export function createBookEngine(levels: TickBatch, options: PipelineOptions): BookUnderTest {
  const { tickSize, lotSize } = options;
  const checked = checkOptions({
    tickSize,
    lotSize,
    signals: `depthImbalance_${TOP}`,
    capacity: { overflow: OVERFLOW },
  });
  const { memory, state } = new EngineHome(new Runtime(), checked);
  const ticksAt = memory.reserve(levels.length * abi.TICK_BYTES);
  const depthsAt = memory.reserve(BLOCK * 16);
  memory.u8.set(levels.bytes, ticksAt);
  const depths = memory.f64.subarray(depthsAt / 8, depthsAt / 8 + 2 * BLOCK);
  return {
    depths,
    perUnit: Math.round(1 / lotSize),
    reset: () => memory.core.resetAt(state),
    apply(from: number, to: number): void {
      const at = ticksAt + from * abi.TICK_BYTES;
      const taken = memory.core.bookTopRunAt(state, at, to - from, TOP, depthsAt);
      if (taken < to - from) throw new RangeError("book-engine: OVERFLOW is too small");
    },
  };
}
