/**
 * The state of an engine or a calculator as bytes: a head, its options as JSON, the state. Restores
 * into any memory of the same build; foreign, truncated or altered bytes are refused.
 *
 * Head, little endian u32: magic, format, build of the core, bytes of the JSON, bytes of the state,
 * checksum of all that follows the head.
 */
import { FormatError } from "./errors.ts";

const FORMAT = 1;
const HEAD_BYTES = 24;

export interface SnapshotParts {
  readonly json: string;
  readonly state: Uint8Array;
}

/** Whose snapshots they are. */
export interface SnapshotKind {
  /** First four bytes, little endian. */
  readonly magic: number;
  /** Build of the module that wrote the state. */
  readonly build: number;
  /** "an engine", for messages. */
  readonly owner: string;
  /** Where messages say they come from. */
  readonly where: string;
}

export function encodeSnapshot(kind: SnapshotKind, { json, state }: SnapshotParts): Uint8Array {
  const text = new TextEncoder().encode(json);
  const bytes = new Uint8Array(HEAD_BYTES + text.length + state.length);
  bytes.set(text, HEAD_BYTES);
  bytes.set(state, HEAD_BYTES + text.length);
  const head = new DataView(bytes.buffer);
  const sum = checksum(bytes.subarray(HEAD_BYTES));
  const words = [kind.magic, FORMAT, kind.build, text.length, state.length, sum];
  for (const [index, word] of words.entries()) head.setUint32(index * 4, word, true);
  return bytes;
}

/** @throws {FormatError} if the bytes are not a whole snapshot of this build */
export function decodeSnapshot(kind: SnapshotKind, bytes: Uint8Array): SnapshotParts {
  const { where } = kind;
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`${where} bytes must be a Uint8Array, was ${typeof bytes}`);
  }
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD_BYTES || head.getUint32(0, true) !== kind.magic) {
    throw new FormatError(`${where} these bytes are no snapshot of ${kind.owner}`);
  }
  const [format, build, textBytes, stateBytes, sum] = [4, 8, 12, 16, 20].map((at) =>
    head.getUint32(at, true),
  );
  if (format !== FORMAT || build !== kind.build) {
    throw new FormatError(
      `${where} the snapshot was made by another build (${build}, this is ${kind.build}); ` +
        "start anew from the data with this version",
    );
  }
  const expected = HEAD_BYTES + textBytes + stateBytes;
  if (bytes.length !== expected) {
    throw new FormatError(`${where} the snapshot must have ${expected} bytes, has ${bytes.length}`);
  }
  const body = bytes.subarray(HEAD_BYTES);
  if (checksum(body) !== sum) {
    throw new FormatError(`${where} the snapshot is damaged: its checksum does not match`);
  }
  return {
    json: new TextDecoder().decode(body.subarray(0, textBytes)),
    state: body.subarray(textBytes),
  };
}

/** FNV-1a, 32 bits. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < bytes.length; index++) {
    hash = Math.imul(hash ^ bytes[index], 0x01000193);
  }
  return hash >>> 0;
}
