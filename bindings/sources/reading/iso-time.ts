/**
 * Times written by ISO 8601, straight from bytes, in microseconds since the Unix epoch.
 *
 *   2024-08-09  2024-08-09T11:54  2024-08-09 11:54:29.221064336+02:00  2024-08-09T11:54:29Z
 *
 * Without a zone a time is UTC. Digits below a microsecond are dropped.
 */

const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const COMMA = 0x2c;
const COLON = 0x3a;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
const BLANK = 0x20;
const US_PER_MINUTE = 60e6;
const FIRST_FRACTION_US = 100_000;

/** A place in the text; digits are taken from it one group after the other. */
class IsoReader {
  pos = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #end = 0;

  moveTo(bytes: Uint8Array, from: number, end: number): void {
    this.#bytes = bytes;
    this.pos = from;
    this.#end = end;
  }

  get isAtEnd(): boolean {
    return this.pos === this.#end;
  }

  /** Byte that stands here; 0 at the end. */
  get byte(): number {
    return this.pos < this.#end ? this.#bytes[this.pos] : 0;
  }

  take(byte: number): boolean {
    if (this.byte !== byte) return false;
    this.pos++;
    return true;
  }

  /** Exactly `count` digits, or NaN. */
  digits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      const digit = this.byte - 0x30;
      if (digit >>> 0 > 9) return NaN;
      value = value * 10 + digit;
      this.pos++;
    }
    return value;
  }

  /** Digits behind the point, in microseconds. */
  fraction(): number {
    let us = 0;
    for (
      let unit = FIRST_FRACTION_US;
      (this.byte - 0x30) >>> 0 < 10;
      unit = Math.trunc(unit / 10)
    ) {
      us += (this.byte - 0x30) * unit;
      this.pos++;
    }
    return us;
  }
}

const reader = new IsoReader();

/** @returns NaN if bytes [from, to) are no such time */
export function isoTimeUs(bytes: Uint8Array, from: number, to: number): number {
  reader.moveTo(bytes, from, to);
  const year = reader.digits(4);
  if (!reader.take(MINUS)) return NaN;
  const month = reader.digits(2);
  if (!reader.take(MINUS)) return NaN;
  const day = reader.digits(2);
  const isDate = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!isDate) return NaN;
  const dayUs = Date.UTC(year, month - 1, day) * 1e3;
  if (reader.isAtEnd) return dayUs;
  if (!reader.take(LETTER_T) && !reader.take(BLANK)) return NaN;
  return dayUs + clockUs();
}

function clockUs(): number {
  const hour = reader.digits(2);
  if (!reader.take(COLON)) return NaN;
  const minute = reader.digits(2);
  let second = 0;
  let us = 0;
  if (reader.take(COLON)) {
    second = reader.digits(2);
    if (reader.take(POINT) || reader.take(COMMA)) us = reader.fraction();
  }
  const isClock = hour <= 24 && minute <= 59 && second <= 60;
  if (!isClock) return NaN;
  return ((hour * 60 + minute) * 60 + second) * 1e6 + us - zoneUs();
}

/** How far the clock is ahead of UTC; NaN if what stands here is no zone. */
function zoneUs(): number {
  if (reader.isAtEnd) return 0;
  if (reader.take(LETTER_Z)) return reader.isAtEnd ? 0 : NaN;
  const sign = reader.take(PLUS) ? 1 : reader.take(MINUS) ? -1 : NaN;
  const hours = reader.digits(2);
  reader.take(COLON);
  const minutes = reader.isAtEnd ? 0 : reader.digits(2);
  return reader.isAtEnd ? sign * (hours * 60 + minutes) * US_PER_MINUTE : NaN;
}

const encoder = new TextEncoder();

/** The same of a text. */
export function isoTextUs(text: string): number {
  const bytes = encoder.encode(text.trim());
  return isoTimeUs(bytes, 0, bytes.length);
}
