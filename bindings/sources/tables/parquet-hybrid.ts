/**
 * Parquet's hybrid of runs and packed bits, in which levels and places in dictionaries are kept.
 * Counts are believed only as far as values are wanted: damage costs no more than a wrong number.
 *
 * Source: Apache Parquet, "Encodings", section "Run Length Encoding / Bit-Packing Hybrid".
 */

const GROUP = 8;

class HybridReader {
  readonly #bytes: Uint8Array;
  readonly #width: number;
  #at: number;

  constructor(bytes: Uint8Array, at: number, width: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#width = width;
  }

  fill(values: Int32Array): void {
    for (let filled = 0; filled < values.length; ) {
      if (!(this.#at < this.#bytes.length)) throw new Error("a page ends before its values");
      const head = this.#varint();
      const left = values.length - filled;
      const count = Math.min(head & 1 ? (head >>> 1) * GROUP : head >>> 1, left);
      if (head & 1) this.#unpack(values, filled, count, (head >>> 1) * this.#width);
      else this.#repeat(values, filled, count);
      filled += count;
    }
  }

  #varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[this.#at++];
      value |= (byte & 0x7f) << shift;
      if (!(byte & 0x80)) break;
    }
    return value >>> 0;
  }

  #repeat(values: Int32Array, from: number, count: number): void {
    let value = 0;
    for (let shift = 0; shift < this.#width; shift += 8) value |= this.#bytes[this.#at++] << shift;
    values.fill(value, from, from + count);
  }

  /** @param taken bytes of the packed groups, also those of values that are not wanted */
  #unpack(values: Int32Array, from: number, count: number, taken: number): void {
    const bytes = this.#bytes;
    const width = this.#width;
    const mask = width === 32 ? -1 : (1 << width) - 1;
    for (let i = 0; i < count; i++) {
      const bit = i * width;
      const at = this.#at + (bit >>> 3);
      const shift = bit & 7;
      const low = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
      const high = shift + width > 32 ? bytes[at + 4] << (32 - shift) : 0;
      values[from + i] = ((low >>> shift) | high) & mask;
    }
    this.#at += taken;
  }
}

/**
 * Reads `count` values of `width` bits that begin at `at`.
 * @throws {Error} if the bytes end before
 */
export function readHybrid(
  bytes: Uint8Array,
  at: number,
  width: number,
  count: number,
): Int32Array {
  const values = new Int32Array(count);
  if (width > 0) new HybridReader(bytes, at, width).fill(values);
  return values;
}
