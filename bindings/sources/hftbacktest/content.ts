/**
 * The bytes of an array: a `.npy` file as it is, or the array called `data` within a `.npz`, which
 * is a zip archive of such files; unpacked on the way.
 */
import { open } from "node:fs/promises";
import { explain, fail } from "../reading/failures.ts";
import { UnpackedFile } from "../reading/unpack.ts";
import { isNpy } from "./npy.ts";

const CHUNK_BYTES = 1 << 18;
const ENTRY = /(^|\/)data\.npy$/;

export interface ArrayContent {
  readonly totalBytes: number;
  /** Bytes of the file taken so far, as they lie on the disk. */
  readonly bytesRead: number;
  /** The next bytes, null at the end. */
  next(): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

/** @throws {FormatError} if the file cannot be read or holds no array called `data` */
export async function openContent(path: string): Promise<ArrayContent> {
  return (await plainContent(path)) ?? (await packedContent(path));
}

async function packedContent(path: string): Promise<ArrayContent> {
  const file = await UnpackedFile.open(path);
  try {
    const isArchive = file.name !== path;
    while (isArchive && !ENTRY.test(file.name)) {
      if (await file.nextEntry()) continue;
      throw fail(path, 'holds no array called "data"');
    }
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** An array that is not packed; null if it is something else. */
async function plainContent(path: string): Promise<ArrayContent | null> {
  const handle = await open(path, "r").catch((error) => {
    throw explain(path, error);
  });
  try {
    const { size } = await handle.stat();
    const magic = new Uint8Array(8);
    await handle.read(magic, 0, magic.length, 0);
    if (!isNpy(magic)) {
      await handle.close();
      return null;
    }
    const stream = handle.createReadStream({ start: 0, highWaterMark: CHUNK_BYTES });
    const chunks: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
    return {
      totalBytes: size,
      get bytesRead() {
        return stream.bytesRead;
      },
      next: async () => (await chunks.next()).value ?? null,
      async close() {
        await chunks.return?.();
        stream.destroy();
      },
    };
  } catch (error) {
    await handle.close();
    throw explain(path, error);
  }
}
