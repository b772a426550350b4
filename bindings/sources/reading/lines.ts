/**
 * Lines of a file as bytes, block by block: constant memory, no string and no object per line.
 *
 * The content is unpacked on the way (`unpack.ts`). Every line handed out ends with a newline
 * byte, also the last one of the file. Text is UTF-8; a byte order mark at its beginning is left
 * out. While the caller works on a block the next one is read, so that nobody waits for the disk.
 */
import { explain, fail, refuseOther } from "./failures.ts";
import { UnpackedFile } from "./unpack.ts";

const BLOCK_BYTES = 1 << 20;
/** No text line is longer; what is longer is not text. */
const MAX_LINE_BYTES = 1 << 26;
const NEWLINE = 10;

/** Bytes that were filled, and how many of them are complete lines. */
interface Block {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly filled: number;
  readonly end: number;
}

export class LineReader {
  /** The current block is `buffer[0..end)`: complete lines, valid until the next `next()`. */
  buffer = new Uint8Array(0);
  end = 0;
  /** Bytes of the file taken up to the end of the current block, compressed if the file is. */
  bytesRead = 0;
  readonly #content: UnpackedFile;
  #filled = 0;
  #isOver = false;
  /** The block behind the current one, on its way while the caller works on that. */
  #ahead: Promise<Block> | null = null;
  /** The block before the current one, whose place the next one takes. */
  #spare = new Uint8Array(0);

  private constructor(content: UnpackedFile) {
    this.#content = content;
  }

  /**
   * Opens a file and reads its first block.
   * @throws {FormatError} if it is missing, a directory, empty, or not text
   */
  static async open(path: string): Promise<LineReader> {
    const content = await UnpackedFile.open(path);
    const reader = new LineReader(content);
    try {
      const isThere = (await reader.#begin()) || (await reader.nextEntry());
      if (!isThere) throw fail(path, "is empty");
      return reader;
    } catch (error) {
      await reader.close();
      throw explain(path, error);
    }
  }

  get path(): string {
    return this.#content.path;
  }

  /** What the lines come from: the path, and within an archive the entry's name. */
  get name(): string {
    return this.#content.name;
  }

  /** Size of the file on the disk, in bytes. */
  get totalBytes(): number {
    return this.#content.totalBytes;
  }

  /** Files in the archive; 1 for what is none. */
  get entryCount(): number {
    return this.#content.entryCount;
  }

  /**
   * Moves on to the next block.
   * @returns false at the end of the file
   * @throws {FormatError} if the file is cut off or damaged
   */
  async next(): Promise<boolean> {
    const isThere = await this.#take();
    this.#lookAhead();
    return isThere;
  }

  /**
   * Moves on to the first block of the next file of an archive that is not empty.
   * @returns false if there is none
   * @throws {FormatError} if it cannot be unpacked or is not text
   */
  async nextEntry(): Promise<boolean> {
    await this.#settle();
    while (await this.#content.nextEntry()) if (await this.#begin()) return true;
    return false;
  }

  /** Lets go of the file, at any time. */
  async close(): Promise<void> {
    await this.#settle();
    this.#isOver = true;
    await this.#content.close();
  }

  async #begin(): Promise<boolean> {
    this.#filled = 0;
    this.end = 0;
    this.#isOver = false;
    if (!(await this.#take())) return false;
    this.#checkEncoding();
    this.#lookAhead();
    return true;
  }

  /** Makes the block behind the current one the current one. */
  async #take(): Promise<boolean> {
    const { bytes, filled, end } = await (this.#ahead ?? this.#blockBehind());
    this.#ahead = null;
    this.#spare = this.buffer;
    this.buffer = bytes;
    this.#filled = filled;
    this.end = end;
    this.bytesRead = this.#content.bytesRead;
    return end > 0;
  }

  /** What fails on the way is reported by the `next()` that wants the block. */
  #lookAhead(): void {
    if (this.#isOver) return;
    this.#ahead = this.#blockBehind();
    this.#ahead.catch(() => undefined);
  }

  /** Waits until nobody reads any more, so that the content may be moved or closed. */
  async #settle(): Promise<void> {
    await this.#ahead?.catch(() => undefined);
    this.#ahead = null;
  }

  /** Begins with the line that the current block has cut off; empty at the end of the content. */
  async #blockBehind(): Promise<Block> {
    const rest = this.buffer.subarray(this.end, this.#filled);
    const room = Math.max(BLOCK_BYTES, rest.length);
    let bytes = this.#spare.length < room ? new Uint8Array(room) : this.#spare;
    bytes.set(rest);
    for (let filled = rest.length; ; bytes = enlarged(bytes, this.name)) {
      while (filled < bytes.length && !this.#isOver) {
        const length = await this.#content.readInto(bytes.subarray(filled));
        this.#isOver = length === 0;
        filled += length;
      }
      if (filled === 0) return { bytes, filled, end: 0 };
      // One byte of room is left for the newline that the last line may lack.
      const isOpen = this.#isOver && bytes[filled - 1] !== NEWLINE;
      if (isOpen && filled < bytes.length) bytes[filled++] = NEWLINE;
      const end = bytes.lastIndexOf(NEWLINE, filled - 1) + 1;
      const isWhole = this.#isOver ? end === filled : end > 0;
      if (isWhole) return { bytes, filled, end };
    }
  }

  #checkEncoding(): void {
    const [first, second, third] = this.buffer;
    refuseOther(this.name, this.buffer.subarray(0, this.end));
    if (first !== 0xef || second !== 0xbb || third !== 0xbf) return;
    this.buffer.copyWithin(0, 3, this.#filled);
    this.#filled -= 3;
    this.end -= 3;
  }
}

/** @throws {FormatError} if a line of that length is no line */
function enlarged(bytes: Uint8Array, name: string): Uint8Array<ArrayBuffer> {
  if (bytes.length >= MAX_LINE_BYTES) {
    throw fail(name, `has a line of more than ${MAX_LINE_BYTES} bytes: is it text?`);
  }
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}
