/**
 * The files of a zip archive, each as the stream of a gzip file.
 *
 * A zip entry and a gzip member hold the same deflate data between different wrappings. Put into
 * the wrapping of gzip, with the checksum and the size of the archive's directory behind it, an
 * entry is unpacked and checked by Node's own gunzip: damage is found wherever it lies. An entry
 * that is not compressed is passed on as deflate's "stored" blocks.
 *
 * Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification"; RFC 1951 (deflate), RFC 1952.
 */
import { createReadStream, type ReadStream } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { type Entry, fromFdPromise, type ZipFile } from "yauzl";
import { fail } from "./failures.ts";

const STORED = 0;
const DEFLATED = 8;
/** A stored block holds at most so many bytes. */
const MAX_STORED = 0xffff;
const LAST_STORED_BLOCK = Uint8Array.of(1, 0, 0, 0xff, 0xff);
const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, DEFLATED, 0, 0, 0, 0, 0, 0, 0xff);

/** An entry on its way out: its bytes on the disk, and the same as a gzip file. */
export interface ZipStream {
  readonly file: ReadStream;
  readonly gzip: AsyncIterable<Uint8Array>;
}

export class ZipArchive {
  /** Entries that are files, in the order of the archive's directory. */
  readonly entries: readonly Entry[];
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #zip: ZipFile;

  private constructor(path: string, handle: FileHandle, zip: ZipFile, entries: Entry[]) {
    this.#path = path;
    this.#handle = handle;
    this.#zip = zip;
    this.entries = entries;
  }

  /**
   * Reads the archive's directory.
   * @param handle open at the archive; closed by `close`
   * @throws {FormatError} if the directory cannot be read or names no file
   */
  static async open(path: string, handle: FileHandle): Promise<ZipArchive> {
    let zip: ZipFile;
    const entries: Entry[] = [];
    try {
      zip = await fromFdPromise(handle.fd, { autoClose: false });
      for await (const entry of zip.eachEntry()) if (isFile(entry)) entries.push(entry);
    } catch {
      throw fail(path, "is a zip archive that is cut off or damaged: its list of files is missing");
    }
    if (entries.length === 0)
      throw fail(path, "is a zip archive without a file in it: it is empty");
    return new ZipArchive(path, handle, zip, entries);
  }

  /** @throws {FormatError} if the entry is encrypted, or packed in a way that is not read */
  async stream(entry: Entry, chunkBytes: number): Promise<ZipStream> {
    const name = JSON.stringify(entry.fileName);
    const { compressionMethod: method, compressedSize } = entry;
    if (entry.isEncrypted()) {
      throw fail(this.#path, `is an encrypted zip archive (${name}): unpack it first`);
    }
    if (method !== STORED && method !== DEFLATED) {
      throw fail(this.#path, `packs ${name} by zip method ${method}, not read: unpack it first`);
    }
    const start = await this.#dataStart(entry);
    // The end of a stream is the last byte read: nothing can be read by asking for no byte.
    const end = start + Math.max(compressedSize, 1) - 1;
    const file = createReadStream(this.#path, { start, end, highWaterMark: chunkBytes });
    return { file, gzip: asGzip(entry, compressedSize === 0 ? [] : file) };
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #dataStart(entry: Entry): Promise<number> {
    try {
      const header = await this.#zip.readLocalFileHeaderPromise(entry, { minimal: true });
      return header.fileDataStart;
    } catch {
      throw fail(this.#path, `is a damaged zip archive: "${entry.fileName}" is not where it says`);
    }
  }
}

/** Neither a folder nor the shadow that macOS writes beside a file. */
function isFile({ fileName }: Entry): boolean {
  return !fileName.endsWith("/") && !fileName.startsWith("__MACOSX/");
}

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

async function* asGzip(entry: Entry, data: Chunks): AsyncGenerator<Uint8Array, void, undefined> {
  yield GZIP_HEADER;
  if (entry.compressionMethod === DEFLATED) yield* data;
  else yield* storedBlocks(data);
  const trailer = new DataView(new ArrayBuffer(8));
  trailer.setUint32(0, entry.crc32, true);
  trailer.setUint32(4, entry.uncompressedSize % 2 ** 32, true);
  yield new Uint8Array(trailer.buffer);
}

async function* storedBlocks(data: Chunks): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of data) {
    for (let at = 0; at < chunk.length; at += MAX_STORED) {
      const part = chunk.subarray(at, at + MAX_STORED);
      const { length } = part;
      yield Uint8Array.of(0, length, length >> 8, ~length, ~length >> 8);
      yield part;
    }
  }
  yield LAST_STORED_BLOCK;
}
