/**
 * Lines of a file as bytes, block by block: constant memory, no string and no object per line.
 *
 * The content is unpacked on the way (`unpack.ts`). Every line handed out ends with a newline
 * byte, also the last one of the file. Text is UTF-8; a byte order mark at its beginning is left
 * out.
 */
import { explain, fail, refuseOther } from "./failures.ts";
import { UnpackedFile } from "./unpack.ts";

const BLOCK_BYTES = 1 << 20;
/** No text line is longer; what is longer is not text. */
const MAX_LINE_BYTES = 1 << 26;
const NEWLINE = 10;

export class LineReader {
  /** The current block is `buffer[0..end)`: complete lines, valid until the next `next()`. */
  buffer = new Uint8Array(BLOCK_BYTES);
  end = 0;
  readonly #content: UnpackedFile;
  #filled = 0;
  #isOver = false;

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

  /** Bytes of the file taken so far, compressed if the file is. */
  get bytesRead(): number {
    return this.#content.bytesRead;
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

  /**
   * Moves on to the first block of the next file of an archive that is not empty.
   * @returns false if there is none
   * @throws {FormatError} if it cannot be unpacked or is not text
   */
  async nextEntry(): Promise<boolean> {
    while (await this.#content.nextEntry()) if (await this.#begin()) return true;
    return false;
  }

  /** Lets go of the file, at any time. */
  async close(): Promise<void> {
    this.#isOver = true;
    await this.#content.close();
  }

  async #begin(): Promise<boolean> {
    this.#filled = 0;
    this.end = 0;
    this.#isOver = false;
    if (!(await this.next())) return false;
    this.#checkEncoding();
    return true;
  }

  async #fill(): Promise<void> {
    while (this.#filled < this.buffer.length && !this.#isOver) {
      const length = await this.#content.readInto(this.buffer.subarray(this.#filled));
      this.#isOver = length === 0;
      this.#filled += length;
    }
    // One byte of room is left for the newline that the last line may lack.
    if (this.#isOver && this.#filled > 0 && this.buffer[this.#filled - 1] !== NEWLINE) {
      if (this.#filled === this.buffer.length) this.#grow();
      this.buffer[this.#filled++] = NEWLINE;
    }
  }

  #growOrClose(): void {
    if (this.buffer.length >= MAX_LINE_BYTES) {
      throw fail(this.name, `has a line of more than ${MAX_LINE_BYTES} bytes: is it text?`);
    }
    this.#grow();
  }

  #grow(): void {
    const larger = new Uint8Array(this.buffer.length * 2);
    larger.set(this.buffer.subarray(0, this.#filled));
    this.buffer = larger;
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
