/**
 * Values out of a parsed message, each checked once: what is missing or of the wrong kind throws
 * `MalformedMessage` with the name the venue gives it.
 */
import { isoTextUs } from "../reading/iso-time.ts";
import { MalformedMessage } from "../reading/malformed.ts";

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 40) ?? "missing";
}

export function objectOf(value: unknown, name: string): Json {
  if (isObject(value)) return value;
  throw new MalformedMessage(`${name} must be an object, was ${shown(value)}`);
}

export function listOf(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new MalformedMessage(`${name} must be a list, was ${shown(value)}`);
}

export function nameOf(value: unknown, name: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new MalformedMessage(`${name} must be a name, was ${shown(value)}`);
}

/** A finite number, printed as one or as text; NaN if it is neither. */
export function numberOrNaN(value: unknown): number {
  const number = typeof value === "string" && value.length > 0 ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : Number.NaN;
}

export function numberOf(value: unknown, name: string): number {
  const number = numberOrNaN(value);
  if (Number.isNaN(number)) {
    throw new MalformedMessage(`${name} must be a number, was ${shown(value)}`);
  }
  return number;
}

/** A size: a number that is not negative. */
export function sizeOf(value: unknown, name: string): number {
  const number = numberOrNaN(value);
  if (number >= 0) return number;
  throw new MalformedMessage(`${name} must be a size, was ${shown(value)}`);
}

/** A time that counts `perSecond` units since the Unix epoch, as whole microseconds. */
function timeOf(value: unknown, perSecond: number, name: string): number {
  const timeUs = Math.round(numberOf(value, name) * (1e6 / perSecond));
  if (timeUs >= 0 && timeUs <= Number.MAX_SAFE_INTEGER) return timeUs;
  throw new MalformedMessage(`${name} must be a time, was ${shown(value)}`);
}

export function microsecondsOf(value: unknown, name: string): number {
  return timeOf(value, 1e6, name);
}

export function millisecondsOf(value: unknown, name: string): number {
  return timeOf(value, 1000, name);
}

/** Seconds with a fraction. */
export function secondsOf(value: unknown, name: string): number {
  return timeOf(value, 1, name);
}

/** An ISO 8601 time as microseconds; finer digits are dropped. */
export function isoOf(value: unknown, name: string): number {
  const timeUs = typeof value === "string" ? isoTextUs(value) : Number.NaN;
  if (!Number.isNaN(timeUs)) return timeUs;
  throw new MalformedMessage(`${name} must be a time by ISO 8601, was ${shown(value)}`);
}
