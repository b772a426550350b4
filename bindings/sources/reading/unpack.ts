/**
 * The content of a file, unpacked on the way: plain, gzip, zstd, or the files of a zip archive.
 *
 * The packing is recognised by the first bytes, whatever the name says. Memory does not grow with
 * the file: a chunk of it and the window of the packing are held. Several gzip members or zstd
 * frames in a row are one text; the files of an archive come one after the other, each from its
 * own beginning (`nextEntry`).
 */
import type { ReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { explain, fail, MAGIC_BYTES, type Packing, refuseBinary } from "./failures.ts";
import { ZipArchive } from "./zip.ts";
import { unzstd } from "./zstd.ts";

const CHUNK_BYTES = 1 << 18;
/** zstd hands over all that a chunk unpacks to at once, so its chunks are smaller. */
const ZSTD_CHUNK_BYTES = 1 << 16;

const NO_CHUNKS: AsyncIterator<Uint8Array> = {
  next: () => Promise.resolve({ done: true, value: undefined }),
};
const NOTHING = new Uint8Array(0);

export class UnpackedFile {
  readonly path: string;
  /** Size of the file on the disk, in bytes. */
  readonly totalBytes: number;
  readonly #packing: Packing;
  #archive: ZipArchive | null = null;
  #entry = -1;
  #file: ReadStream | null = null;
  #chunks = NO_CHUNKS;
  /** What is left of the chunk that was unpacked last. */
  #chunk: Uint8Array = NOTHING;
  /** Of a file that is not packed, which is read straight to where it is wanted. */
  #plain: FileHandle | null = null;
  #plainBytes = 0;
  #bytesBefore = 0;
  #isOver = false;

  private constructor(path: string, totalBytes: number, packing: Packing) {
    this.path = path;
    this.totalBytes = totalBytes;
    this.#packing = packing;
  }

  /** @throws {FormatError} if it is missing, a directory, empty, or of a kind that is not read */
  static async open(path: string): Promise<UnpackedFile> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(path, "r");
      const stat = await handle.stat();
      if (stat.isDirectory()) throw fail(path, "is a directory: name a file in it");
      const magic = new Uint8Array(MAGIC_BYTES);
      const { bytesRead } = await handle.read(magic, 0, MAGIC_BYTES, 0);
      if (bytesRead === 0) throw fail(path, "is empty");
      refuseBinary(path, magic);
      const content = new UnpackedFile(path, stat.size, packingOf(magic));
      await content.#start(handle);
      return content;
    } catch (error) {
      await handle?.close().catch(() => undefined);
      throw explain(path, error);
    }
  }

  /** What the content is called: the path, and within an archive the entry's name. */
  get name(): string {
    const entry = this.#archive?.entries[this.#entry];
    return entry === undefined ? this.path : `${this.path}/${entry.fileName}`;
  }

  /** Files in the archive; 1 for what is none. */
  get entryCount(): number {
    return this.#archive?.entries.length ?? 1;
  }

  /** Bytes of the file taken so far, as they lie on the disk. */
  get bytesRead(): number {
    if (this.#isOver) return this.totalBytes;
    return this.#bytesBefore + (this.#file?.bytesRead ?? this.#plainBytes);
  }

  /**
   * @returns the next bytes of the content, null at its end
   * @throws {FormatError} if the file is cut off or damaged
   */
  async next(): Promise<Uint8Array | null> {
    if (this.#plain === null) return this.#nextChunk();
    const bytes = new Uint8Array(CHUNK_BYTES);
    const length = await this.readInto(bytes);
    return length === 0 ? null : bytes.subarray(0, length);
  }

  /**
   * Writes the next bytes of the content to `target`, as many as are at hand.
   * @returns how many there were; 0 at the end of the content
   * @throws {FormatError} if the file is cut off or damaged
   */
  async readInto(target: Uint8Array): Promise<number> {
    if (this.#plain !== null) return this.#readPlain(this.#plain, target);
    while (this.#chunk.length === 0) {
      const chunk = await this.#nextChunk();
      if (chunk === null) return 0;
      this.#chunk = chunk;
    }
    const part = this.#chunk.subarray(0, target.length);
    target.set(part);
    this.#chunk = this.#chunk.subarray(part.length);
    return part.length;
  }

  /**
   * Moves on to the beginning of the next file of an archive.
   * @returns false if there is none
   */
  async nextEntry(): Promise<boolean> {
    const archive = this.#archive;
    if (archive === null || this.#entry + 1 >= archive.entries.length) return false;
    this.#bytesBefore += this.#file?.bytesRead ?? 0;
    await this.#letGo();
    this.#chunk = NOTHING;
    const { file, gzip } = await archive.stream(archive.entries[++this.#entry], CHUNK_BYTES);
    this.#file = file;
    this.#chunks = gunzipped(Readable.from(gzip, { objectMode: false }));
    return true;
  }

  /** Lets go of the file, at any time. */
  async close(): Promise<void> {
    await this.#letGo();
    await this.#archive?.close().catch(() => undefined);
  }

  async #start(handle: FileHandle): Promise<void> {
    if (this.#packing === "zip") {
      this.#archive = await ZipArchive.open(this.path, handle);
      await this.nextEntry();
      return;
    }
    if (this.#packing === "") {
      this.#plain = handle;
      return;
    }
    const highWaterMark = this.#packing === "zstd" ? ZSTD_CHUNK_BYTES : CHUNK_BYTES;
    const file = handle.createReadStream({ start: 0, highWaterMark });
    this.#file = file;
    if (this.#packing === "gzip") this.#chunks = gunzipped(file);
    else this.#chunks = unzstd(this.path, file);
  }

  async #nextChunk(): Promise<Uint8Array | null> {
    try {
      const { value, done } = await this.#chunks.next();
      if (!done) return value;
    } catch (error) {
      throw explain(this.path, error, this.#packing, this.bytesRead);
    }
    if (this.#entry + 1 >= this.entryCount || this.#archive === null) this.#isOver = true;
    return null;
  }

  async #readPlain(handle: FileHandle, target: Uint8Array): Promise<number> {
    try {
      const { bytesRead } = await handle.read(target, 0, target.length, this.#plainBytes);
      this.#plainBytes += bytesRead;
      if (bytesRead === 0) this.#isOver = true;
      return bytesRead;
    } catch (error) {
      throw explain(this.path, error);
    }
  }

  async #letGo(): Promise<void> {
    await this.#chunks.return?.();
    this.#file?.destroy();
    await this.#plain?.close().catch(() => undefined);
    this.#plain = null;
  }
}

function packingOf(magic: Uint8Array): Packing {
  const [first, second, third, fourth] = magic;
  if (first === 0x1f && second === 0x8b) return "gzip";
  if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd) return "zstd";
  // Frames that may be skipped stand before the first one in some zstd files.
  if (first >>> 4 === 5 && second === 0x2a && third === 0x4d && fourth === 0x18) return "zstd";
  // An entry, the directory of an archive without one, or a mark of an archive of several parts.
  const isZip = first === 0x50 && second === 0x4b && [3, 5, 7].includes(third);
  return isZip && fourth === third + 1 ? "zip" : "";
}

function gunzipped(packed: Readable): AsyncIterator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(packed, gunzip, () => undefined);
  return gunzip[Symbol.asyncIterator]();
}
