/** Errors that callers tell apart by class. */

/** The input could not be read: not the expected format, damaged, or empty. */
export class FormatError extends Error {
  override name = "FormatError";
}

/** A time or a sequence number came in the wrong order. */
export class OrderError extends Error {
  override name = "OrderError";
}
