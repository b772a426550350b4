/**
 * From the user's words to columns: finds the columns of a mapping in a file and says how each of
 * them is read. What cannot be is refused with the columns that are there and an example.
 */

import {
  type ColumnMapping,
  checkMapping,
  FIELD_TYPES,
  type FieldName,
  LIST_FIELDS,
  SCALAR_FIELDS,
} from "./fields.ts";
import { layoutOf } from "./layouts.ts";
import { FIELD, type ListColumn, type Plan, type ScalarColumn, TableRow } from "./row.ts";
import {
  FlagUse,
  KindUse,
  kindNamed,
  NumberUse,
  SideUse,
  SymbolUse,
  type TimeUnit,
  TimeUse,
  type Use,
} from "./use.ts";

/** A file's columns, ready to be read. */
export interface Mapped {
  readonly plan: Plan;
  /** Kind of all rows, NaN if rows tell. */
  readonly constantKind: number;
  readonly hasLists: boolean;
  readonly hasQuotes: boolean;
  readonly hasTrades: boolean;
  /** Does a column say of each row what it is? */
  readonly hasKinds: boolean;
  /** Does a column say which levels are a snapshot? */
  readonly isSnapshotMarked: boolean;
  readonly sides: SideUse | null;
  readonly symbols: SymbolUse | null;
}

const UNITS: readonly string[] = ["s", "ms", "us", "ns"];
const LEVEL_NUMBER = "{n}";
const SHOWN_COLUMNS = 40;
const INVERTED = "!";

/** What an error says of the columns there are. */
function listed(names: readonly string[]): string {
  const more = names.length > SHOWN_COLUMNS ? ` and ${names.length - SHOWN_COLUMNS} more` : "";
  return `its columns are ${names.slice(0, SHOWN_COLUMNS).join(", ")}${more}`;
}

const GUESSES: readonly (readonly [FieldName, RegExp])[] = [
  ["time", /time|^ts|date/i],
  ["price", /price|^px|_px|^p$/i],
  ["size", /size|qty|quantity|amount|vol|^q$/i],
  ["side", /side|direction|maker|aggressor/i],
];

/** An example out of the file's own columns, as far as their names say something. */
function example(names: readonly string[]): string {
  const parts = GUESSES.map(([field, pattern]) => {
    const name = names.find((candidate) => pattern.test(candidate));
    return name === undefined ? "" : `${field}=${name}`;
  }).filter((part) => part !== "");
  return parts.length >= 3 ? parts.join(",") : "time=ts,price=px,size=qty,side=side";
}

/** Finds columns by name; upper and lower case count as equal where that is enough. */
class Finder {
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    this.names = names;
  }

  find(name: string): string | null {
    if (this.names.includes(name)) return name;
    const same = this.names.filter((other) => other.toLowerCase() === name.toLowerCase());
    return same.length === 1 ? same[0] : null;
  }

  /** @throws {Error} if there is none */
  get(field: string, name: string): string {
    const found = this.find(name);
    if (found !== null) return found;
    throw new Error(`must have the column "${name}" (${field}): ${listed(this.names)}`);
  }

  /** `bid_0_price`, `bid_1_price`, ... for `bid_{n}_price`, numbered from 0 or from 1. */
  levels(field: string, pattern: string): string[] {
    const nameOf = (level: number) => this.find(pattern.replace(LEVEL_NUMBER, String(level)));
    const first = nameOf(0) === null ? 1 : 0;
    const found: string[] = [];
    for (let level = first; ; level++) {
      const name = nameOf(level);
      if (name === null) break;
      found.push(name);
    }
    if (found.length > 0) return found;
    throw new Error(`must have columns "${pattern}" (${field}): ${listed(this.names)}`);
  }
}

/**
 * @param names columns of the file
 * @param given mapping by the user; a known layout or the names themselves tell if it is absent
 * @throws {Error} with what the file must have, for a sentence that begins with its name
 * @throws {RangeError} if the mapping is no mapping
 */
export function mapColumns(
  names: readonly string[],
  given: Readonly<Record<string, string>> | undefined,
): Mapped {
  const mapping = given === undefined ? layoutOf(names) : checkMapping(given);
  if (mapping === null) {
    throw new Error(
      `must be told which column holds what: ${listed(names)}; ` +
        `give columns, for example ${example(names)}`,
    );
  }
  checkEnough(mapping, names);
  return makePlan(mapping, new Finder(names));
}

/** @throws {Error} if no row could become a tick */
function checkEnough(mapping: ColumnMapping, names: readonly string[]): void {
  const needs = (field: FieldName, other: FieldName): string | null =>
    mapping[field] !== undefined && mapping[other] === undefined
      ? `${other} beside ${field}`
      : null;
  const hasTime = mapping.time !== undefined || mapping.localTime !== undefined;
  const hasValue = (
    ["price", "bid", "ask", "bids", "asks", "fundingRate", "openInterest"] as FieldName[]
  )
    .concat(["indexPrice", "markPrice"])
    .some((field) => mapping[field] !== undefined);
  const missing =
    (hasTime ? null : "time or localTime") ??
    (hasValue ? null : "price, bid or bids") ??
    needs("price", "size") ??
    needs("bid", "bidSize") ??
    needs("ask", "askSize") ??
    needs("bids", "bidSizes") ??
    needs("asks", "askSizes") ??
    needs("bids", "asks") ??
    needs("asks", "bids");
  if (missing === null) return;
  throw new Error(
    `must be told which column holds ${missing}: ${listed(names)}; ` +
      `for example ${example(names)}`,
  );
}

function unitOf(text: string | undefined): TimeUnit | null {
  if (text === undefined) return null;
  if (UNITS.includes(text)) return text as TimeUnit;
  throw new Error(`must have a timeUnit of ${UNITS.join(", ")}, was "${text}"`);
}

function useOf(field: FieldName, unit: TimeUnit | null, isInverted: boolean): Use {
  switch (FIELD_TYPES[field]) {
    case "time":
      return new TimeUse(unit);
    case "text":
      return new SymbolUse();
    case "kind":
      return new KindUse();
    case "side":
      return new SideUse(isInverted);
    case "flag":
      return new FlagUse();
    default:
      return new NumberUse();
  }
}

function makePlan(mapping: ColumnMapping, finder: Finder): Mapped {
  const row = new TableRow();
  const scalars: ScalarColumn[] = [];
  const lists: ListColumn[] = [];
  const unit = unitOf(mapping.timeUnit);
  let constantKind = NaN;
  for (const field of SCALAR_FIELDS) {
    const text = mapping[field];
    if (text === undefined) continue;
    if (field === "kind" && finder.find(text) === null && kindNamed(text) > 0) {
      constantKind = kindNamed(text);
      continue;
    }
    const isInverted = field === "side" && text.startsWith(INVERTED);
    const name = finder.get(field, isInverted ? text.slice(INVERTED.length) : text);
    const use = useOf(field, unit, isInverted);
    const at = FIELD[field as keyof typeof FIELD];
    scalars.push({ name, field, use, target: row.values, at });
  }
  for (const [index, field] of LIST_FIELDS.entries()) {
    const text = mapping[field];
    if (text === undefined) continue;
    const run = row.lists[index];
    if (!text.includes(LEVEL_NUMBER)) {
      lists.push({ name: finder.get(field, text), use: new NumberUse(), target: run });
      continue;
    }
    const found = finder.levels(field, text);
    run.values = new Float64Array(found.length).fill(NaN);
    run.count = found.length;
    for (const [at, name] of found.entries()) {
      scalars.push({ name, field, use: new NumberUse(), target: run.values, at });
    }
  }
  const used = <T extends Use>(field: FieldName): T | null =>
    (scalars.find((column) => column.field === field)?.use as T | undefined) ?? null;
  return {
    plan: { row, scalars, lists },
    constantKind,
    hasLists: mapping.bids !== undefined,
    hasQuotes: mapping.bid !== undefined || mapping.ask !== undefined,
    hasTrades: mapping.price !== undefined,
    hasKinds: used("kind") !== null,
    isSnapshotMarked: mapping.isSnapshot !== undefined || used("kind") !== null,
    sides: used<SideUse>("side"),
    symbols: used<SymbolUse>("symbol"),
  };
}
