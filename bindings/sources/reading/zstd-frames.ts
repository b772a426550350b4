/**
 * Where the frames of zstd data begin and end, without unpacking them: a frame says its layout in
 * its headers.
 *
 *   frame      magic (4)  descriptor (1)  rest of the header  blocks  checksum (0 or 4)
 *   block      last, type and size (3)  content
 *   skippable  magic (4)  size (4)  content that is none of ours
 *
 * Source: RFC 8878, section 3.1.
 */

/** Little-endian, as it stands in the file. */
const FRAME_MAGIC = 0xfd2fb528;
/** The last four bits are free. */
const SKIPPABLE_MAGIC = 0x184d2a50;

const STATE_MAGIC = 0;
const STATE_SKIPPABLE = 1;
const STATE_DESCRIPTOR = 2;
const STATE_BLOCK = 3;
const STATE_CHECKSUM = 4;
const STATE_END = 5;

/** Bytes to be seen at once in each state. */
const NEEDED = [4, 4, 1, 3, 4, 0];
const BLOCK_REPEATED = 1;
const BLOCK_RESERVED = 3;

export class ZstdFrames {
  /** The bytes just walked over belong to a frame's content, magic left out. */
  isContent = false;
  /** The frame, if `isContent`, or the skippable frame ends behind them. */
  isAtEnd = false;
  /** Checksum of the frame that ended; NaN if it carries none. */
  checksum = NaN;
  #state = STATE_MAGIC;
  #isFrame = false;
  #hasChecksum = false;
  #skip = 0;
  readonly #seen = new Uint8Array(4);
  #count = 0;

  /** Nothing is open: the data may end here. */
  get isBetween(): boolean {
    return this.#state === STATE_MAGIC && this.#count === 0;
  }

  /**
   * Walks on to the end of the bytes, of a magic, or of the frame.
   * @returns where it stopped; -1 if what stands here is no zstd data
   */
  walk(bytes: Uint8Array, start: number): number {
    let pos = start;
    this.isAtEnd = false;
    this.isContent = this.#isFrame && this.#state !== STATE_MAGIC;
    while (pos < bytes.length) {
      const skipped = Math.min(this.#skip, bytes.length - pos);
      pos += skipped;
      this.#skip -= skipped;
      while (this.#skip === 0 && this.#count < NEEDED[this.#state] && pos < bytes.length) {
        this.#seen[this.#count++] = bytes[pos++];
      }
      if (this.#skip > 0 || this.#count < NEEDED[this.#state]) break;
      const wasMagic = this.#state === STATE_MAGIC;
      if (!this.#step()) return -1;
      if (wasMagic) return pos;
      if (this.#state === STATE_END && this.#skip === 0) this.#end();
      if (this.isAtEnd) return pos;
    }
    if (this.#state === STATE_END && this.#skip === 0) this.#end();
    return pos;
  }

  #end(): void {
    this.isAtEnd = true;
    this.#state = STATE_MAGIC;
  }

  /** Understands what was seen; false if it is nonsense. */
  #step(): boolean {
    const [first, second, third, fourth] = this.#seen;
    const word = (first | (second << 8) | (third << 16) | (fourth << 24)) >>> 0;
    this.#count = 0;
    switch (this.#state) {
      case STATE_MAGIC:
        this.checksum = NaN;
        this.#isFrame = word === FRAME_MAGIC;
        this.#state = this.#isFrame ? STATE_DESCRIPTOR : STATE_SKIPPABLE;
        return this.#isFrame || (word & ~15) >>> 0 === SKIPPABLE_MAGIC;
      case STATE_SKIPPABLE:
        this.#skip = word;
        this.#state = STATE_END;
        return true;
      case STATE_DESCRIPTOR:
        this.#hasChecksum = (first & 4) !== 0;
        this.#skip = headerBytes(first);
        this.#state = STATE_BLOCK;
        return true;
      case STATE_BLOCK:
        return this.#block(first | (second << 8) | (third << 16));
      case STATE_CHECKSUM:
        this.checksum = word;
        this.#state = STATE_END;
    }
    return true;
  }

  #block(header: number): boolean {
    const type = (header >> 1) & 3;
    this.#skip = type === BLOCK_REPEATED ? 1 : header >>> 3;
    if ((header & 1) !== 0) this.#state = this.#hasChecksum ? STATE_CHECKSUM : STATE_END;
    return type !== BLOCK_RESERVED;
  }
}

/** Bytes of a frame's header behind its descriptor: window, dictionary id, size of the content. */
function headerBytes(descriptor: number): number {
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3];
  const sizeBytes = sizeFlag === 0 ? Number(isSingle) : 1 << sizeFlag;
  return (isSingle ? 0 : 1) + dictionaryBytes + sizeBytes;
}
