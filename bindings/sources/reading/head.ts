/**
 * The beginning of a file, unpacked, as far as it is needed to recognise what it is.
 */
import { open } from "node:fs/promises";
import { constants, gunzipSync } from "node:zlib";

const HEAD_BYTES = 1 << 16;

export interface FileHead {
  readonly path: string;
  /** First bytes as they lie on the disk; empty if the file cannot be read. */
  readonly raw: Uint8Array;
  /** First bytes of the content, unpacked. */
  readonly bytes: Uint8Array;
  /** First lines of the content, without their ends; the last one may be cut off. */
  readonly lines: readonly string[];
}

/** Never fails: a file that cannot be read has an empty head, and opening it says why. */
export async function readHead(path: string): Promise<FileHead> {
  const raw = await firstBytes(path).catch(() => new Uint8Array(0));
  const bytes = unpackHead(raw);
  return { path, raw, bytes, lines: new TextDecoder().decode(bytes).split(/\r?\n/) };
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const handle = await open(path, "r");
  try {
    const bytes = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await handle.read(bytes, 0, HEAD_BYTES, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function unpackHead(raw: Uint8Array): Uint8Array {
  if (raw[0] !== 0x1f || raw[1] !== 0x8b) return raw;
  try {
    return gunzipSync(raw, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array(0);
  }
}
