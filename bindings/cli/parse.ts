/** Arguments of options, from text; a wrong one is refused with a sentence. */
import { InvalidArgumentError } from "commander";
import { isoTextUs } from "../sources/reading/iso-time.ts";
import { parseColumns } from "../sources/tables/fields.ts";

function parse(text: string, isValid: (value: number) => boolean, expected: string): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (isValid(value)) return value;
  throw new InvalidArgumentError(`It must be ${expected}.`);
}

/** A finite number above 0. */
export function positive(text: string): number {
  return parse(text, (value) => value > 0 && value < Infinity, "a number above 0");
}

/** A finite number from 0 up. */
export function number(text: string): number {
  return parse(text, (value) => value >= 0 && value < Infinity, "a number from 0 up");
}

/** A whole number from 0 up. */
export function whole(text: string): number {
  const isWhole = (value: number) => Number.isSafeInteger(value) && value >= 0;
  return parse(text, isWhole, "a whole number from 0 up");
}

/** A share in [0, 1]. */
export function share(text: string): number {
  return parse(text, (value) => value >= 0 && value <= 1, "a share from 0 to 1");
}

/** Trading hours. */
export interface Hours {
  open: string;
  close: string;
  utcOffsetMinutes?: number;
}

const HOURS = /^(\d\d:\d\d)-(\d\d:\d\d)(?:@([+-])(\d\d):(\d\d))?$/;

/** `09:30-16:00`, in UTC or at an offset from it: `09:30-16:00@-04:00`. */
export function hours(text: string): Hours {
  const match = HOURS.exec(text);
  if (match === null) {
    throw new InvalidArgumentError("It must look like 09:30-16:00 or 09:30-16:00@-04:00.");
  }
  const [, open, close, sign, hour, minute] = match;
  if (sign === undefined) return { open, close };
  const offset = Number(hour) * 60 + Number(minute);
  return { open, close, utcOffsetMinutes: sign === "-" ? -offset : offset };
}

/** A time by ISO 8601 (UTC if no zone is given), or whole microseconds since the epoch. */
export function time(text: string): number {
  const timeUs = /^\d+$/.test(text.trim()) ? Number(text) : isoTextUs(text);
  if (Number.isSafeInteger(timeUs)) return timeUs;
  throw new InvalidArgumentError(
    "It must be a time like 2024-08-09T11:54:29Z or whole microseconds since 1970.",
  );
}

/** Which column of a table holds what: `time=ts_ms,price=px,size=qty`. */
export function columns(text: string): Record<string, string> {
  try {
    return parseColumns(text);
  } catch (error) {
    const [, reason] = /^[^:]*: (.*)$/s.exec((error as Error).message) ?? [];
    throw new InvalidArgumentError(`Columns: ${reason}.`);
  }
}

/** Collects the values of an option that may be given again and again. */
export function collect(text: string, before: string[]): string[] {
  return [...before, text];
}
