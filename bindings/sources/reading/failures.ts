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
  ["DBN", "is a Databento DBN file, not text: let its format be recognised, or convert it to CSV"],
  ["\x89HDF", "is an HDF5 file: convert it to CSV first"],
];

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
