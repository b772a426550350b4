/**
 * Where calculators live: one linear memory, the kernels over it, and room for columns on their
 * way.
 */
import { decodeBase64, instantiateModule } from "../instance.ts";
import { LinearMemory, MemoryFullError } from "../linear-memory.ts";
import { Pool } from "../pool.ts";
import { SERIES_BUILD_ID, SERIES_BYTES_BASE64 } from "../series-bytes.ts";
import type { SeriesKernels } from "./kernels.ts";

const PAGE_BYTES = 65536;
const MAXIMUM_PAGES = 65536;
/** Values of a column that are copied into linear memory at a time. */
export const STAGED_VALUES = 4096;
/** Columns that may be on their way at a time, in and out. */
export const STAGED_COLUMNS = 8;
/** Columns lie no whole number of pages apart: their cache lines would push each other out. */
const COLUMN_BYTES = (STAGED_VALUES + 24) * 8;

/** Identity of the kernels' build; a snapshot of another build is refused. */
export const SERIES_BUILD = SERIES_BUILD_ID;

export class SeriesMemory extends LinearMemory {
  readonly kernels: SeriesKernels;
  readonly #pool: Pool;
  readonly #stagingAt: number;

  constructor(module: WebAssembly.Module) {
    const memory = new WebAssembly.Memory({ initial: 8, maximum: MAXIMUM_PAGES });
    const kernels = instantiateModule<SeriesKernels>(module, memory);
    super(memory, kernels.heapBaseAt(), MAXIMUM_PAGES * PAGE_BYTES);
    this.kernels = { ...kernels };
    this.#pool = new Pool(this);
    this.#stagingAt = this.reserve(STAGED_COLUMNS * COLUMN_BYTES);
  }

  /**
   * Takes bytes for one record.
   * @throws {RangeError} if the memory is full
   */
  take(bytes: number): number {
    try {
      return this.#pool.take(bytes);
    } catch (error) {
      if (!(error instanceof MemoryFullError)) throw error;
      throw new RangeError(
        `volume-imbalance/calculators: ${bytes} bytes do not fit; dispose of calculators and ` +
          "columns that are no longer used, or choose shorter windows",
      );
    }
  }

  /** Gives bytes back. */
  give(address: number): void {
    this.#pool.give(address);
  }

  /** Address of room for `STAGED_VALUES` values of column `index`. */
  stagedAt(index: number): number {
    return this.#stagingAt + index * COLUMN_BYTES;
  }
}

let shared: SeriesMemory | undefined;

/** The memory of all calculators; the first call compiles the kernels. */
export function seriesMemory(): SeriesMemory {
  shared ??= new SeriesMemory(new WebAssembly.Module(decodeBase64(SERIES_BYTES_BASE64)));
  return shared;
}
