/**
 * The head of a NumPy array file: how long its records are, where their fields lie, how many.
 *
 * Source: NumPy, "NEP 1, a simple file format for NumPy arrays", and `numpy.lib.format`. The head
 * is a Python dictionary in text, `{'descr': [('px', '<f8'), ...], 'fortran_order': False,
 * 'shape': (5,), }`.
 */

const MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);
const FIELD = /\('(\w*)', '([<>|=]?)([a-zA-Z])(\d+)'\)/g;
const SHAPE = /'shape':\s*\((\d+),\)/;

export interface NpyField {
  readonly name: string;
  /** As NumPy writes it without the order of bytes: `u8`, `i8`, `f8`. */
  readonly type: string;
  /** Bytes from the beginning of a record. */
  readonly offset: number;
}

export interface NpyHead {
  /** Bytes before the first record. */
  readonly bytes: number;
  readonly recordBytes: number;
  readonly count: number;
  readonly fields: readonly NpyField[];
}

export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, at) => bytes[at] === byte);
}

/** Text of the head; "" if more bytes are needed. */
export function npyText(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) return "";
  const isFirst = bytes[6] === 1;
  const start = isFirst ? 10 : 12;
  const end = start + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
  return bytes.length < end ? "" : new TextDecoder("latin1").decode(bytes.subarray(start, end));
}

/** @throws {Error} with what the array must be, for a sentence that begins with the file's name */
export function parseNpy(bytes: Uint8Array): NpyHead {
  const text = npyText(bytes);
  const fields: NpyField[] = [];
  let offset = 0;
  for (const [, name, order, kind, size] of text.matchAll(FIELD)) {
    if (order === ">") throw new Error("must be little endian: save it on a usual machine");
    fields.push({ name, type: `${kind}${size}`, offset });
    offset += Number(size);
  }
  const [, count] = SHAPE.exec(text) ?? [];
  if (fields.length === 0 || count === undefined) {
    throw new Error(
      "must hold one structured array with ev, exch_ts, local_ts, px and qty " +
        "(hftbacktest 2; arrays of version 1 must be migrated first)",
    );
  }
  const start = bytes[6] === 1 ? 10 : 12;
  return { bytes: start + text.length, recordBytes: offset, count: Number(count), fields };
}
