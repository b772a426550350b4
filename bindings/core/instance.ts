/** Modules of WebAssembly from their inlined bytes. The only file that speaks to the loader. */
import { instantiateSync } from "@assemblyscript/loader";

/** Bytes of a base64 text. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** Makes an instance of a module that imports its memory and nothing else. */
export function instantiateModule<Exports>(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Exports {
  return instantiateSync(module, { env: { memory } }).exports as unknown as Exports;
}
