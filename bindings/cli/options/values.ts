/**
 * What an option takes: how its text is understood, what it is in a configuration file, and what
 * completes it in a shell. A wrong text is refused with a sentence.
 */
import { InvalidArgumentError } from "commander";
import { isoTextUs } from "../../sources/reading/iso-time.ts";
import { parseColumns } from "../../sources/tables/fields.ts";
import { didYouMean } from "../did-you-mean.ts";

/** What a shell offers: nothing, files, one of some words, or words separated by commas. */
export type Completion =
  | { readonly of: "nothing" }
  | { readonly of: "files" }
  | { readonly of: "word" | "list"; readonly words: readonly string[] };

/** A part of a JSON schema. */
export type Schema = Readonly<Record<string, unknown>>;

export interface ValueKind {
  /** Ends the sentence "It must be ...". */
  readonly expected: string;
  /** @throws {InvalidArgumentError} with a sentence if the text is none of this kind */
  parse(text: string): unknown;
  readonly schema: Schema;
  readonly completion: Completion;
}

const NOTHING: Completion = { of: "nothing" };

function numberKind(
  expected: string,
  schema: Schema,
  isValid: (value: number) => boolean,
): ValueKind {
  return {
    expected,
    schema,
    completion: NOTHING,
    parse(text) {
      const value = text.trim() === "" ? NaN : Number(text);
      if (isValid(value)) return value;
      throw new InvalidArgumentError(`It must be ${expected}.`);
    },
  };
}

/** A finite number above 0. */
export const positive = numberKind(
  "a number above 0",
  { type: "number", exclusiveMinimum: 0 },
  (value) => value > 0 && value < Infinity,
);

/** A finite number from 0 up. */
export const number = numberKind(
  "a number from 0 up",
  { type: "number", minimum: 0 },
  (value) => value >= 0 && value < Infinity,
);

/** A whole number from 0 up. */
export const whole = numberKind(
  "a whole number from 0 up",
  { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  (value) => Number.isSafeInteger(value) && value >= 0,
);

/** A whole number from 1 up. */
export const count = numberKind(
  "a whole number from 1 up",
  { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  (value) => Number.isSafeInteger(value) && value >= 1,
);

/** A share in [0, 1]. */
export const share = numberKind(
  "a share from 0 to 1",
  { type: "number", minimum: 0, maximum: 1 },
  (value) => value >= 0 && value <= 1,
);

function textKind(completion: Completion, schema: Schema = { type: "string" }): ValueKind {
  return { expected: "a text", schema, completion, parse: (text) => text };
}

/** Any text. */
export const text = textKind(NOTHING);

/** The name of a file. */
export const file = textKind({ of: "files" });

/** Any text; some are offered. */
export function wordLike(words: readonly string[], schema?: Schema): ValueKind {
  return textKind({ of: "word", words }, schema);
}

/** Names separated by commas; in a configuration file also a list. */
export function listOf(words: readonly string[]): ValueKind {
  const list = { type: "array", items: { type: "string" }, minItems: 1 };
  return {
    ...textKind({ of: "list", words }, { anyOf: [{ type: "string" }, list] }),
    expected: "a text or a list of texts",
  };
}

/** One of some words. */
export function choice(...words: readonly string[]): ValueKind {
  const expected = `one of ${words.join(", ")}`;
  return {
    expected,
    schema: { enum: words },
    completion: { of: "word", words },
    parse(given) {
      if (words.includes(given)) return given;
      throw new InvalidArgumentError(`It must be ${expected}${didYouMean(given, words) || "."}`);
    },
  };
}

/** Trading hours. */
export interface Hours {
  open: string;
  close: string;
  utcOffsetMinutes?: number;
}

const HOURS = /^(\d\d:\d\d)-(\d\d:\d\d)(?:@([+-])(\d\d):(\d\d))?$/;

/** `09:30-16:00`, in UTC or at an offset from it: `09:30-16:00@-04:00`. */
export const hours: ValueKind = {
  expected: "trading hours like 09:30-16:00 or 09:30-16:00@-04:00",
  schema: { type: "string", pattern: HOURS.source },
  completion: NOTHING,
  parse(given): Hours {
    const match = HOURS.exec(given);
    if (match === null) {
      throw new InvalidArgumentError("It must look like 09:30-16:00 or 09:30-16:00@-04:00.");
    }
    const [, open, close, sign, hour, minute] = match;
    if (sign === undefined) return { open, close };
    const offset = Number(hour) * 60 + Number(minute);
    return { open, close, utcOffsetMinutes: sign === "-" ? -offset : offset };
  },
};

const TIME = "a time like 2024-08-09T11:54:29Z or whole microseconds since 1970";

/** A time by ISO 8601 (UTC if no zone is given), or whole microseconds since the epoch. */
export const time: ValueKind = {
  expected: TIME,
  schema: { anyOf: [{ type: "string" }, { type: "integer", minimum: 0 }] },
  completion: NOTHING,
  parse(given) {
    const timeUs = /^\d+$/.test(given.trim()) ? Number(given) : isoTextUs(given);
    if (Number.isSafeInteger(timeUs)) return timeUs;
    throw new InvalidArgumentError(`It must be ${TIME}.`);
  },
};

/** Which column of a table holds what: `time=ts_ms,price=px,size=qty`; in a file an object. */
export const columns: ValueKind = {
  expected: 'a text like "time=ts,price=px" or an object of texts',
  schema: {
    anyOf: [{ type: "string" }, { type: "object", additionalProperties: { type: "string" } }],
  },
  completion: NOTHING,
  parse(given) {
    try {
      return parseColumns(given);
    } catch (error) {
      const [, reason] = /^[^:]*: (.*)$/s.exec((error as Error).message) ?? [];
      throw new InvalidArgumentError(`Columns: ${reason}.`);
    }
  },
};
