/**
 * Times in Binance's files are milliseconds since the Unix epoch, or microseconds (spot from 2025
 * on): the number itself says which.
 */

/** Milliseconds stay below this for 3,000 years; what is larger is microseconds. */
const MAX_MS = 1e14;
/** Microseconds stay below this for 3,000 years; what is larger is no time. */
const MAX_US = 1e17;

/** What a cell must hold that is read by `epochUs`, for the message to the user. */
export const EPOCH_WORDS = "be milliseconds or microseconds since the epoch";

/** Microseconds since the epoch; NaN if the number is no time. */
export function epochUs(time: number): number {
  if (!(time > 0) || time >= MAX_US) return NaN;
  return time < MAX_MS ? time * 1000 : time;
}
