/** Errors that callers tell apart by class. Wrong kinds are TypeError, wrong values RangeError. */

/** The input could not be read: not the expected format, damaged, or empty. */
export class FormatError extends Error {
  /** Tells the classes apart where two copies of the package are loaded. */
  override name = "FormatError";
}

/** A time or a sequence number came in the wrong order, or a call came at the wrong time. */
export class OrderError extends Error {
  /** Tells the classes apart where two copies of the package are loaded. */
  override name = "OrderError";
}

/** Not the caller's fault: an invariant of this package does not hold. */
export class CoreError extends Error {
  /** Tells the classes apart where two copies of the package are loaded. */
  override name = "CoreError";
}

/** A name that is not known, with the nearest one that is. */
export class UnknownNameError extends RangeError {
  /** Tells the classes apart where two copies of the package are loaded. */
  override name = "UnknownNameError";
  /** The name that was given. */
  readonly unknown: string;
  /** The name that was probably meant, if one is near. */
  readonly suggestion: string | undefined;

  constructor(message: string, unknown: string, suggestion: string | undefined) {
    super(suggestion === undefined ? message : `${message}; did you mean "${suggestion}"?`);
    this.unknown = unknown;
    this.suggestion = suggestion;
  }
}
