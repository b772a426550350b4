/** The compiled core: where its bytes come from and how one instance is made. */
import { CORE_BUILD_ID, CORE_BYTES_BASE64 } from "./core-bytes.ts";
import { decodeBase64, instantiateModule } from "./instance.ts";

/** Exported functions of the core; addresses are bytes from the start of its memory. */
export interface CoreExports {
  heapBaseAt(): number;
  pushRecordsAt(state: number, table: number, ticks: number, count: number): number;
  pushTickAt(
    state: number,
    table: number,
    timeUs: number,
    price: number,
    size: number,
    flags: number,
  ): number;
  advanceAt(state: number, table: number, timeUs: number): number;
  resetAt(state: number): void;
  relocateAt(from: number, to: number): void;
  releaseRowsAt(table: number): void;
  moveRowsAt(from: number, to: number): void;
  levelCountAt(ladder: number): number;
  copyLevelsAt(ladder: number, levels: number, keys: number, sizes: number): number;
  depthAboveAt(ladder: number, lowestKey: number): number;
  bookTopRunAt(state: number, ticks: number, count: number, levels: number, out: number): number;
}

/** Identity of the core's build; a snapshot of another build is refused. */
export const BUILD_ID = CORE_BUILD_ID;

/** Bytes of the plain core, inlined in the package. */
export function inlinedCoreBytes(): Uint8Array<ArrayBuffer> {
  return decodeBase64(CORE_BYTES_BASE64);
}

/** Makes an instance of the core over `memory`. */
export function instantiateCore(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): CoreExports {
  return instantiateModule(module, memory);
}
