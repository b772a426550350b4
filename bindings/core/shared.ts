/**
 * A runtime over memory that worker threads can share: the same core, built with threads. It does
 * not grow, since growth would leave other threads with views of the old range.
 */
import { CORE_BYTES_BASE64 } from "./core-shared-bytes.ts";
import { decodeBase64 } from "./instance.ts";
import { Runtime } from "./runtime.ts";

const STANDARD_BYTES = 64 * 2 ** 20;

/** @param bytes size of each memory, reserved at once; default 64 MiB */
export function createSharedRuntime(bytes = STANDARD_BYTES): Runtime {
  const module = new WebAssembly.Module(decodeBase64(CORE_BYTES_BASE64));
  return new Runtime({ module, initialBytes: bytes, maximumBytes: bytes, isShared: true });
}
