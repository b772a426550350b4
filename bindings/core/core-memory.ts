/** One linear memory and the instance of the core over it. */
import * as abi from "../../assembly/abi.ts";
import { LinearMemory } from "./linear-memory.ts";
import { type CoreExports, instantiateCore } from "./module.ts";

/** Ticks that are copied into linear memory at a time where a batch lies outside. */
export const STAGED_TICKS = 4096;

export class CoreMemory extends LinearMemory {
  readonly core: CoreExports;
  /** Address of room for `STAGED_TICKS` ticks on their way in; used by one push at a time. */
  readonly stagingAt: number;

  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory, maximumBytes: number) {
    const core = instantiateCore(module, memory);
    super(memory, core.heapBaseAt(), maximumBytes);
    this.core = core;
    this.stagingAt = this.reserve(STAGED_TICKS * abi.TICK_BYTES);
  }
}
