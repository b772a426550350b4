/**
 * Lines of a file as bytes, block by block: constant memory, no string and no object per line.
 *
 * gzip is recognised by its first bytes, whatever the name says; several members in a row are read
 * as one text. Every line handed out ends with a newline byte, also the last one of the file.
 */

import type { ReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { FormatError } from "../../core/errors.ts";

const BLOCK_BYTES = 1 << 20;
const CHUNK_BYTES = 1 << 18;
/** No text line is longer; what is longer is not text. */
const MAX_LINE_BYTES = 1 << 26;
const NEWLINE = 10;

/** First bytes of files that are not lines of text, and what to do about them. */
const BINARY_FORMATS: readonly (readonly [magic: string, advice: string])[] = [
  ["PK\x03\x04", "is a zip archive: unpack it first"],
  ["\x28\xb5\x2f\xfd", "is zstd-compressed: unpack it first (zstd -d)"],
  ["BZh", "is bzip2-compressed: unpack it first (bunzip2)"],
  ["\xfd7zXZ", "is xz-compressed: unpack it first (unxz)"],
  ["PAR1", "is a Parquet file: convert it to CSV first"],
];

function fail(path: string, what: string): FormatError {
  return new FormatError(`volume-imbalance/lines: "${path}" ${what}`);
}

function explain(path: string, error: unknown, bytesRead: number): Error {
  if (error instanceof FormatError) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
      return fail(path, "does not exist");
    case "EISDIR":
      return fail(path, "is a directory: name a file in it");
    case "EACCES":
      return fail(path, "may not be read: permission denied");
    case "Z_BUF_ERROR":
      return fail(path, `is cut off: its gzip data end too early, after ${bytesRead} bytes`);
    case "Z_DATA_ERROR":
      return fail(path, `is damaged: its gzip data are wrong before byte ${bytesRead}`);
    default:
      return fail(path, `could not be read: ${message}`);
  }
}

export class LineReader {
  readonly path: string;
  /** Size of the file on the disk, in bytes. */
  readonly totalBytes: number;
  /** The current block is `buffer[0..end)`: complete lines, valid until the next `next()`. */
  buffer = new Uint8Array(BLOCK_BYTES);
  end = 0;
  #filled = 0;
  #file: ReadStream;
  #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  #isOver = false;

  private constructor(path: string, totalBytes: number, file: ReadStream, text: Readable) {
    this.path = path;
    this.totalBytes = totalBytes;
    this.#file = file;
    this.#chunks = text[Symbol.asyncIterator]();
  }

  /**
   * Opens a file and reads its first block.
   * @throws {FormatError} if it is missing, a directory, empty, or not text
   */
  static async open(path: string): Promise<LineReader> {
    let handle: FileHandle | undefined;
    let reader: LineReader | undefined;
    try {
      handle = await open(path, "r");
      const stat = await handle.stat();
      if (stat.isDirectory()) throw fail(path, "is a directory: name a file in it");
      const magic = new Uint8Array(8);
      const { bytesRead } = await handle.read(magic, 0, 8, 0);
      if (bytesRead === 0) throw fail(path, "is empty");
      refuseBinary(path, magic);
      const file = handle.createReadStream({ start: 0, highWaterMark: CHUNK_BYTES });
      const isGzip = magic[0] === 0x1f && magic[1] === 0x8b;
      reader = new LineReader(path, stat.size, file, isGzip ? unpack(file) : file);
      if (!(await reader.next())) throw fail(path, "is empty");
      reader.#refuseNul();
      return reader;
    } catch (error) {
      await reader?.close();
      await handle?.close().catch(() => undefined);
      throw explain(path, error, 0);
    }
  }

  /** Bytes of the file taken so far, compressed if the file is. */
  get bytesRead(): number {
    return this.#file.bytesRead;
  }

  /**
   * Moves on to the next block.
   * @returns false at the end of the file
   * @throws {FormatError} if the file is cut off or damaged
   */
  async next(): Promise<boolean> {
    this.buffer.copyWithin(0, this.end, this.#filled);
    this.#filled -= this.end;
    this.end = 0;
    while (this.end === 0) {
      await this.#fill();
      if (this.#filled === 0) return false;
      this.end = this.buffer.lastIndexOf(NEWLINE, this.#filled - 1) + 1;
      if (this.end === 0) this.#growOrClose();
    }
    return true;
  }

  /** Lets go of the file, at any time. */
  async close(): Promise<void> {
    this.#isOver = true;
    await this.#chunks.return?.();
    this.#file.destroy();
  }

  async #fill(): Promise<void> {
    while (this.#filled < this.buffer.length && !this.#isOver) {
      if (this.#chunk.length === 0) await this.#takeChunk();
      const part = this.#chunk.subarray(0, this.buffer.length - this.#filled);
      this.buffer.set(part, this.#filled);
      this.#filled += part.length;
      this.#chunk = this.#chunk.subarray(part.length);
    }
    // One byte of room is left for the newline that the last line may lack.
    if (this.#isOver && this.#filled > 0 && this.buffer[this.#filled - 1] !== NEWLINE) {
      if (this.#filled === this.buffer.length) this.#grow();
      this.buffer[this.#filled++] = NEWLINE;
    }
  }

  async #takeChunk(): Promise<void> {
    try {
      const { value, done } = await this.#chunks.next();
      if (done) this.#isOver = true;
      else this.#chunk = value;
    } catch (error) {
      throw explain(this.path, error, this.bytesRead);
    }
  }

  #growOrClose(): void {
    if (this.buffer.length >= MAX_LINE_BYTES) {
      throw fail(this.path, `has a line of more than ${MAX_LINE_BYTES} bytes: is it text?`);
    }
    this.#grow();
  }

  #grow(): void {
    const larger = new Uint8Array(this.buffer.length * 2);
    larger.set(this.buffer.subarray(0, this.#filled));
    this.buffer = larger;
  }

  #refuseNul(): void {
    const at = this.buffer.subarray(0, this.end).indexOf(0);
    if (at >= 0) throw fail(this.path, `is not text: byte ${at} is 0`);
  }
}

function refuseBinary(path: string, magic: Uint8Array): void {
  const text = String.fromCharCode(...magic);
  for (const [start, advice] of BINARY_FORMATS) {
    if (text.startsWith(start)) throw fail(path, advice);
  }
}

function unpack(file: ReadStream): Readable {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(file, gunzip, () => undefined);
  return gunzip;
}
