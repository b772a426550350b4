/** How large files are together, for the share of them that was read. */
import { stat } from "node:fs/promises";

/** Bytes of all files as they lie on the disk; NaN if one of them cannot be asked. */
export async function bytesOf(paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of paths) {
    const size = await stat(path).then(
      (found) => found.size,
      () => NaN,
    );
    bytes += size;
  }
  return bytes;
}
