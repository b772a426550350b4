/** Sessions by the wall: which one a time belongs to, and whether it is open. */
const MINUTE_US = 60e6;
const DAY_US = 86_400e6;

export interface SessionOptions {
  session?: { open: string; close: string; utcOffsetMinutes?: number };
}

function minutes(text: string): number {
  const [hours, rest] = text.split(":").map(Number);
  return hours * 60 + rest;
}

/** Microseconds since the opening of the day's session. */
function sinceOpen(time: number, { session }: SessionOptions): number {
  const open = session === undefined ? 0 : minutes(session.open);
  const offset = session?.utcOffsetMinutes ?? 0;
  return time + (offset - open) * MINUTE_US;
}

/** Number of the session that opened last at or before `time`. */
export function sessionOf(time: number, options: SessionOptions): number {
  return Math.floor(sinceOpen(time, options) / DAY_US);
}

/** Whether a row may stand at `time`: from the opening up to and including the close. */
export function isOpen(time: number, options: SessionOptions): boolean {
  const { session } = options;
  if (session === undefined) return true;
  const length = (minutes(session.close) - minutes(session.open) + 1440) % 1440 || 1440;
  const elapsed = sinceOpen(time, options);
  return elapsed - Math.floor(elapsed / DAY_US) * DAY_US <= length * MINUTE_US;
}
