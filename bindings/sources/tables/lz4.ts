/**
 * Unpacks LZ4 frames, in which Arrow files (Feather) keep their buffers: blocks may refer to the
 * bytes of the blocks before them, so all are unpacked into one output.
 *
 * Source: the LZ4 frame format and block format descriptions, github.com/lz4/lz4/doc.
 */

const FRAME_MAGIC = 0x184d2204;
const IS_STORED = 0x8000_0000;
const HAS_BLOCK_CHECKSUM = 0x10;
const HAS_SIZE = 0x08;
const HAS_CHECKSUM = 0x04;
const HAS_DICTIONARY = 0x01;
/** No match is shorter. */
const MIN_MATCH = 4;
/** A byte of LZ4 stands for at most so many. */
const MAX_RATIO = 256;

/**
 * @param length bytes that come out
 * @throws {Error} if the frames are damaged or give another length
 */
export function unlz4(packed: Uint8Array, length: number): Uint8Array {
  if (!(length <= packed.length * MAX_RATIO)) throw new Error("LZ4 data cannot give so many bytes");
  const output = new Uint8Array(length);
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  let at = 0;
  let filled = 0;
  while (at + 7 <= packed.length) {
    if (view.getUint32(at, true) !== FRAME_MAGIC) throw new Error("no LZ4 frame where one begins");
    const flags = packed[at + 4];
    at += 7 + (flags & HAS_SIZE ? 8 : 0) + (flags & HAS_DICTIONARY ? 4 : 0);
    for (let size = view.getUint32(at, true); size !== 0; size = view.getUint32(at, true)) {
      at += 4;
      const bytes = size & ~IS_STORED;
      const block = packed.subarray(at, at + bytes);
      filled = size >>> 31 ? store(block, output, filled) : unpackBlock(block, output, filled);
      at += bytes + (flags & HAS_BLOCK_CHECKSUM ? 4 : 0);
    }
    at += 4 + (flags & HAS_CHECKSUM ? 4 : 0);
  }
  if (filled !== length) throw new Error(`LZ4 data give ${filled} bytes, not ${length}`);
  return output;
}

function store(block: Uint8Array, output: Uint8Array, filled: number): number {
  output.set(block, filled);
  return filled + block.length;
}

/** Unpacks one block behind the bytes that are there; answers how many are there then. */
function unpackBlock(block: Uint8Array, output: Uint8Array, filled: number): number {
  let at = 0;
  let to = filled;
  while (at < block.length) {
    const token = block[at++];
    let literals = token >>> 4;
    if (literals === 15) for (let more = 255; more === 255; literals += more) more = block[at++];
    output.set(block.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    // The last sequence of a block has no match.
    if (at >= block.length) return to;
    const distance = block[at] | (block[at + 1] << 8);
    at += 2;
    let match = token & 15;
    if (match === 15) for (let more = 255; more === 255; match += more) more = block[at++];
    match += MIN_MATCH;
    if (distance === 0 || distance > to || to + match > output.length) {
      throw new Error("LZ4 data refer to bytes that are not there");
    }
    for (const end = to + match; to < end; to++) output[to] = output[to - distance];
  }
  return to;
}
