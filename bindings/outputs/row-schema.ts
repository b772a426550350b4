/**
 * What stands at the head of a file of rows: its columns and what they were made from.
 */
import { checkOptions, type EngineOptions, plainOptions } from "../core/options.ts";
import { type ColumnFacts, describeColumn, ROW_FACTS } from "./column-facts.ts";
import { VERSION } from "./version.ts";

/** What the options of an engine do not know of a run. */
export interface RunFacts {
  /** Name of the instrument. */
  readonly symbol?: string;
  /** Format that the ticks came from. */
  readonly source?: string;
  /** False where files were merged by exchange time: rows could not have been known then. */
  readonly isCausal?: boolean;
}

/** What stands at the head of a file of rows. */
export interface RowSchema {
  /** `time`, `sequence`, `flags`, then what was asked for. */
  readonly columns: readonly ColumnFacts[];
  /** Facts of the table by name; all texts. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Before the names of the table's facts, so that they meet no other writer's. */
const PREFIX = "volume-imbalance.";

/** Facts of columns that are known by name alone. */
export function schemaOfColumns(names: readonly string[]): RowSchema {
  const columns = [...ROW_FACTS, ...names.map(describeColumn)];
  return { columns, metadata: prefixed({ version: VERSION }) };
}

/**
 * Facts of the rows that an engine with these options makes.
 * @throws {TypeError | RangeError} as `createEngine` does
 */
export function schemaOfEngine(options: EngineOptions, facts: RunFacts = {}): RowSchema {
  const checked = checkOptions(options);
  const { columns } = schemaOfColumns(checked.columns);
  const { symbol, source, isCausal } = facts;
  const known = {
    version: VERSION,
    every: checked.every,
    signals: checked.columns.join(","),
    charts: checked.charts.join(";"),
    tickSize: String(checked.tickSize),
    ...(symbol ? { symbol } : {}),
    ...(source ? { source } : {}),
    ...(isCausal === undefined ? {} : { causal: String(isCausal) }),
    options: JSON.stringify(plainOptions(checked)),
  };
  return { columns, metadata: prefixed(known) };
}

/** What a column carries of its facts, by name. */
export function columnMetadata(column: ColumnFacts): Record<string, string> {
  const { unit, sign, definition } = column;
  return { unit, sign, definition, version: VERSION };
}

function prefixed(facts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [PREFIX + name, fact]));
}
