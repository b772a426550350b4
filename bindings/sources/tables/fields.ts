/**
 * The vocabulary of tables: what a column can hold, whatever it is called.
 *
 * | field | holds |
 * |---|---|
 * | `time` | exchange time: whole or fractional s, ms, us or ns since the epoch, or ISO 8601 |
 * | `localTime` | receive time, likewise |
 * | `timeUnit` | no column but the unit of both, where their size would mislead: s, ms, us, ns |
 * | `symbol` | name of the instrument |
 * | `sequence` | sequence number of the feed |
 * | `kind` | trade, level, change, snapshot, quote or clear; a column, or one word for all rows |
 * | `side` | bid, ask, buy, sell, b, s, a, 1, -1, true, false; `!column` turns it around |
 * | `price`, `size` | of a trade or a level |
 * | `isSnapshot` | is the level part of a snapshot? |
 * | `gap` | true or a number above 0 if messages were lost before this row |
 * | `bid`, `bidSize`, `ask`, `askSize` | best prices |
 * | `bids`, `bidSizes`, `asks`, `askSizes` | levels from the touch outward: columns of lists, or a
 *   name with `{n}` for the number of the level, `bid_{n}_price` |
 * | `fundingRate`, `openInterest`, `indexPrice`, `markPrice` | values of the instrument |
 */
import { nearest } from "../../core/nearest.ts";

/** What a column is read as. */
export type FieldType = "time" | "number" | "text" | "kind" | "side" | "flag" | "levels";

/** Every field that a column can hold, in the order of `row.ts`. */
export const FIELD_TYPES = {
  time: "time",
  localTime: "time",
  sequence: "number",
  symbol: "text",
  kind: "kind",
  side: "side",
  price: "number",
  size: "number",
  isSnapshot: "flag",
  gap: "flag",
  bid: "number",
  bidSize: "number",
  ask: "number",
  askSize: "number",
  fundingRate: "number",
  openInterest: "number",
  indexPrice: "number",
  markPrice: "number",
  bids: "levels",
  bidSizes: "levels",
  asks: "levels",
  askSizes: "levels",
} as const satisfies Record<string, FieldType>;

export type FieldName = keyof typeof FIELD_TYPES;

/** Which column holds what, as the user writes it. */
export type ColumnMapping = Readonly<Partial<Record<FieldName | "timeUnit", string>>>;

export const FIELD_NAMES = Object.keys(FIELD_TYPES) as FieldName[];
/** Fields with one value a row. */
export const SCALAR_FIELDS = FIELD_NAMES.filter((name) => FIELD_TYPES[name] !== "levels");
export const LIST_FIELDS = ["bids", "bidSizes", "asks", "askSizes"] as const;

const KEYS = [...FIELD_NAMES, "timeUnit"];
const AT = "volume-imbalance/columns.parseColumns:";

/** @throws {RangeError} if a key is no field, with the one that was probably meant */
export function checkMapping(mapping: Readonly<Record<string, string>>): ColumnMapping {
  for (const key of Object.keys(mapping)) {
    if (KEYS.includes(key)) continue;
    const hint = nearest(key, KEYS);
    const meant = hint === undefined ? "" : `; did you mean "${hint}"?`;
    throw new RangeError(
      `${AT} "${key}" is nothing that a column can hold: ${KEYS.join(", ")}${meant}`,
    );
  }
  return mapping as ColumnMapping;
}

/**
 * Reads `time=ts_ms,price=px,size=qty`.
 * @throws {RangeError} if the text is not of this form
 */
export function parseColumns(text: string): Record<string, string> {
  const mapping: Record<string, string> = {};
  for (const part of text.split(",")) {
    const at = part.indexOf("=");
    const field = part.slice(0, Math.max(at, 0)).trim();
    const column = part.slice(at + 1).trim();
    if (field === "" || column === "") {
      throw new RangeError(`${AT} must look like time=ts_ms,price=px,size=qty, was "${text}"`);
    }
    if (field in mapping) throw new RangeError(`${AT} "${field}" is named twice in "${text}"`);
    mapping[field] = column;
  }
  checkMapping(mapping);
  return mapping;
}
