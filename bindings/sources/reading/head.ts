/**
 * The beginning of a file, unpacked, as far as it is needed to recognise what it is.
 */
import { open } from "node:fs/promises";
import { UnpackedFile } from "./unpack.ts";

const HEAD_BYTES = 1 << 16;

export interface FileHead {
  readonly path: string;
  /** First bytes as they lie on the disk; empty if the file cannot be read. */
  readonly raw: Uint8Array;
  /**
   * First bytes of the content, unpacked; of an archive, of the first file in it. What is packed in
   * a way that is not read stays as it is.
   */
  readonly bytes: Uint8Array;
  /** First lines of the content, without their ends; the last one may be cut off. */
  readonly lines: readonly string[];
}

/** Never fails: a file that cannot be read has an empty head, and opening it says why. */
export async function readHead(path: string): Promise<FileHead> {
  const raw = await firstBytes(path).catch(() => new Uint8Array(0));
  const bytes = await firstContent(path).catch(() => raw);
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

/** What can be unpacked of the beginning, also of a file that is damaged further on. */
async function firstContent(path: string): Promise<Uint8Array> {
  const content = await UnpackedFile.open(path);
  const bytes = new Uint8Array(HEAD_BYTES);
  let length = 0;
  try {
    while (length < HEAD_BYTES) {
      const count = await content.readInto(bytes.subarray(length)).catch(() => 0);
      if (count === 0) break;
      length += count;
    }
  } finally {
    await content.close();
  }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.subarray(hasMark ? 3 : 0, length);
}
