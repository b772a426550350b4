/** Packs texts for tests: zip archives, and zstd frames of blocks that are not compressed. */
import { deflateRawSync, gzipSync } from "node:zlib";

const encoder = new TextEncoder();

export interface ZipEntryOptions {
  /** Zip method; 0 stored, 8 deflated (default). */
  method?: number;
  isEncrypted?: boolean;
}

function bytes(...parts: (readonly [value: number, bytes: number])[]): Buffer {
  const buffer = Buffer.alloc(parts.reduce((sum, [, length]) => sum + length, 0));
  let at = 0;
  for (const [value, length] of parts) at = buffer.writeUIntLE(value, at, length);
  return buffer;
}

/** Checksum of a text: gzip writes it behind its data. */
function checksum(content: Uint8Array): number {
  const packed = gzipSync(content);
  return packed.readUInt32LE(packed.length - 8);
}

/** An archive of the entries, in this order; a name with a slash at its end is a folder. */
export function zip(
  entries: readonly (readonly [
    name: string,
    text: string | Uint8Array,
    options?: ZipEntryOptions,
  ])[],
): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [entryName, text, { method = 8, isEncrypted = false } = {}] of entries) {
    const content = typeof text === "string" ? encoder.encode(text) : text;
    const name = Buffer.from(entryName);
    const data = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const shared = bytes(
      [20, 2],
      [isEncrypted ? 1 : 0, 2],
      [method, 2],
      [0, 4],
      [checksum(content), 4],
      [data.length, 4],
      [content.length, 4],
      [name.length, 2],
      [0, 2],
    );
    const local = Buffer.concat([bytes([0x04034b50, 4]), shared, name, data]);
    const rest = bytes([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    directory.push(Buffer.concat([bytes([0x02014b50, 4], [20, 2]), shared, rest, name]));
    files.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const count = entries.length;
  const end = bytes(
    [0x06054b50, 4],
    [0, 4],
    [count, 2],
    [count, 2],
    [list.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...files, list, end]);
}

const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** Frame without size and checksum, window of 2 MB. */
const FRAME_HEADER = Buffer.from([...ZSTD_MAGIC, 0, 0x58]);

/** One frame whose blocks hold `blockBytes` of the text each, as they are. */
export function zstd(text: string, blockBytes = 1 << 16): Buffer {
  const content = Buffer.from(text);
  const parts: Buffer[] = [FRAME_HEADER];
  for (let at = 0; at === 0 || at < content.length; at += blockBytes) {
    const block = content.subarray(at, at + blockBytes);
    const isLast = at + blockBytes >= content.length ? 1 : 0;
    parts.push(bytes([isLast | (block.length << 3), 3]), block);
  }
  return Buffer.concat(parts);
}

/** A zstd frame that carries no content. */
export function skippableFrame(content: string): Buffer {
  return Buffer.concat([bytes([0x184d2a50, 4], [content.length, 4]), Buffer.from(content)]);
}
