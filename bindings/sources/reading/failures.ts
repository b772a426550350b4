/** What is said to the user when a file cannot be read: one sentence, with what to do about it. */
import { FormatError } from "../../core/errors.ts";

/** How the bytes of a file are packed; "" is not at all. */
export type Packing = "" | "gzip" | "zip" | "zstd";

/** First bytes of files that are not lines of text, and what to do about them. */
const BINARY_FORMATS: readonly (readonly [magic: string, advice: string])[] = [
  ["BZh", "is bzip2-compressed: unpack it first (bunzip2)"],
  ["\xfd7zXZ", "is xz-compressed: unpack it first (unxz)"],
  ["7z\xbc\xaf\x27\x1c", "is a 7z archive: unpack it first"],
  ["Rar!", "is a rar archive: unpack it first"],
  ["PAR1", "is a Parquet file, not text: let its format be recognised, or convert it to CSV"],
  ["ARROW1", "is an Arrow file, not text: let its format be recognised, or convert it to CSV"],
  ["\x93NUMPY", "is a NumPy file, not text: let its format be recognised, or convert it to CSV"],
  ["DBN", "is a Databento DBN file: convert it to CSV first"],
  ["\x89HDF", "is an HDF5 file: convert it to CSV first"],
];

/** So many bytes tell all kinds of files apart. */
export const MAGIC_BYTES = 8;

export function fail(path: string, what: string): FormatError {
  return new FormatError(`volume-imbalance/lines: "${path}" ${what}`);
}

/** @throws {FormatError} if the first bytes of a file say that it holds no lines of text */
export function refuseBinary(path: string, magic: Uint8Array): void {
  const text = String.fromCharCode(...magic);
  for (const [start, advice] of BINARY_FORMATS) {
    if (text.startsWith(start)) throw fail(path, advice);
  }
}

/** Below the blank only the tabulator and the ends of lines and pages belong to text. */
const FIRST_OF_TEXT = 0x20;
const TEXT_CONTROLS: readonly number[] = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b];
/** So many bytes are looked at for what is no text; for zeros, all. */
const LOOK_BYTES = 1 << 12;
const UTF_16 = "is UTF-16 text: save it as UTF-8 (iconv -f UTF-16 -t UTF-8)";

/** With a mark at its beginning, or with plain letters: they have a zero in every other byte. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const [a, b, c, d] = Array.from(bytes.subarray(0, 4), (byte) => byte === 0);
  return bytes.length >= 4 && a !== b && a === c && b === d;
}

/** @throws {FormatError} if the beginning of a file's content is not UTF-8 text */
export function refuseOther(name: string, bytes: Uint8Array): void {
  refuseBinary(name, bytes.subarray(0, MAGIC_BYTES));
  if (isUtf16(bytes)) throw fail(name, UTF_16);
  const zero = bytes.indexOf(0);
  const isControl = (byte: number) => byte < FIRST_OF_TEXT && !TEXT_CONTROLS.includes(byte);
  const at = zero >= 0 ? zero : bytes.subarray(0, LOOK_BYTES).findIndex(isControl);
  if (at < 0) return;
  throw fail(name, `is not text: byte ${at} is ${bytes[at]}; name a file of ticks, as text`);
}

/** Turns any error met while reading into a `FormatError`. */
export function explain(
  path: string,
  error: unknown,
  packing: Packing = "",
  bytesRead = 0,
): FormatError {
  if (error instanceof FormatError) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return fail(path, "does not exist");
    case "EISDIR":
      return fail(path, "is a directory: name a file in it");
    case "EACCES":
      return fail(path, "may not be read: permission denied");
    case "Z_BUF_ERROR":
      return fail(path, `is cut off: its ${packing} data end too early, after ${bytesRead} bytes`);
    case "Z_DATA_ERROR":
      return fail(path, `is damaged: its ${packing} data are wrong before byte ${bytesRead}`);
    default:
      return fail(path, `could not be read: ${message}`);
  }
}
