/**
 * The binary tick file (`.vit`), little endian, everything in steps of 32 bytes:
 *
 * | part | bytes | holds |
 * |---|---|---|
 * | head | 32 | magic, version, bytes of a record, bytes of the facts, flags, checksum |
 * | facts | n x 32 | JSON filled up with blanks: symbol, grid, contract, session, guesses |
 * | blocks | | each a block head of 32 bytes and its records |
 * | index | 32 a block | where each block begins, its times, its records |
 * | trailer | 32 | magic, where the index begins, records of the file, blocks, checksum |
 *
 * A record is a tick as it lies in memory (`assembly/abi.ts`), so reading is copying. A block ends
 * with a message unless one message is larger than a block. Its times are the earliest and the
 * latest of its messages, a message's time being that of its first record; times may go back from
 * block to block. Without a trailer (the writer was interrupted) the block heads tell the index.
 */
import type { InstrumentFacts } from "../source.ts";

/** "\x89VIT\r\n\x1a\n": damaged by any transfer that takes it for text. */
export const FILE_MAGIC = Uint8Array.of(0x89, 0x56, 0x49, 0x54, 0x0d, 0x0a, 0x1a, 0x0a);
export const TRAILER_MAGIC = Uint8Array.of(0x89, 0x56, 0x49, 0x45, 0x0d, 0x0a, 0x1a, 0x0a);
/** "BLCK". */
export const BLOCK_MARK = 0x4b434c42;
export const FILE_VERSION = 1;
/** Bytes of every head, index entry and trailer. */
export const UNIT_BYTES = 32;
/** Words (4 bytes) of the same. */
export const UNIT_WORDS = 8;

/** Flag of the file: messages were ordered by exchange time, not as they were received. */
export const FLAG_NOT_CAUSAL = 1;
/** Flag of a block: its first record begins a message. */
export const FLAG_MESSAGE_START = 1;

/** Words of the head. */
export const HEAD_VERSION = 2;
export const HEAD_RECORD_BYTES = 3;
export const HEAD_FACTS_BYTES = 4;
export const HEAD_FLAGS = 5;
export const HEAD_CHECKSUM = 7;

/** Words of a block head; times are Float64. */
export const BLOCK_RECORDS = 1;
export const BLOCK_EARLIEST = 2;
export const BLOCK_LATEST = 4;
export const BLOCK_FLAGS = 6;
export const BLOCK_CHECKSUM = 7;

/** Words of an index entry; offset and times are Float64. */
export const ENTRY_OFFSET = 0;
export const ENTRY_EARLIEST = 2;
export const ENTRY_LATEST = 4;
export const ENTRY_RECORDS = 6;
export const ENTRY_FLAGS = 7;

/** Words of the trailer; offset and records are Float64. */
export const TRAILER_INDEX_OFFSET = 2;
export const TRAILER_RECORDS = 4;
export const TRAILER_BLOCKS = 6;
export const TRAILER_CHECKSUM = 7;

/** No facts are longer. */
export const MAX_FACTS_BYTES = 1 << 16;

/** What the facts of a file say. */
export interface FileFacts {
  readonly facts: InstrumentFacts;
  readonly inferred: readonly string[];
}

/**
 * Checksum of words [from, end), a multiple of four of them: four lanes of multiply and fold, each
 * step of which can be undone, so that no single change goes unseen.
 * @param seed checksum of what stands before
 */
export function checksum(words: Uint32Array, from: number, end: number, seed: number): number {
  let a = seed ^ 0x5bd1e995;
  let b = seed ^ 0x1b873593;
  let c = seed ^ 0x2545f491;
  let d = seed ^ 0x6c078965;
  for (let at = from; at < end; at += 4) {
    a = Math.imul(a ^ words[at], 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ words[at + 1], 0x9e3779b1);
    b ^= b >>> 15;
    c = Math.imul(c ^ words[at + 2], 0x9e3779b1);
    c ^= c >>> 15;
    d = Math.imul(d ^ words[at + 3], 0x9e3779b1);
    d ^= d >>> 15;
  }
  return fold(fold(fold(a, b), c), d) >>> 0;
}

/** Checksum of two parts that are read apart: the words before `middle`, then those from it on. */
export function chained(words: Uint32Array, middle: number): number {
  return checksum(words, middle, words.length, checksum(words, 0, middle, 0));
}

function fold(all: number, lane: number): number {
  const mixed = Math.imul(all ^ lane, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

/** Facts as bytes, filled up with blanks to whole units; NaN is null in JSON. */
export function factsBytes({ facts, inferred }: FileFacts): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify({ ...facts, inferred }));
  const filled = new Uint8Array(Math.ceil(bytes.length / UNIT_BYTES) * UNIT_BYTES).fill(0x20);
  filled.set(bytes);
  return filled;
}

/** @throws {SyntaxError | TypeError} if the bytes are no facts */
export function parseFacts(bytes: Uint8Array): FileFacts {
  const { inferred, tickSize, lotSize, ...known } = JSON.parse(new TextDecoder().decode(bytes));
  const facts = { ...known, tickSize: tickSize ?? NaN, lotSize: lotSize ?? NaN };
  if (typeof facts.symbol !== "string" || !Array.isArray(inferred)) throw new TypeError("no facts");
  return { facts, inferred };
}
