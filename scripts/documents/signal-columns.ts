/** One example of each column for the documents: names, and what is true of them. */
import { sampleColumns } from "../../bindings/core/catalog.ts";
import { describeColumn } from "../../bindings/outputs/column-facts.ts";
import { COLUMNS } from "../../test/contract/catalogue.ts";
import type { SignalFamily } from "./signal-families.ts";

/** Charts have more fields than the one that the catalogue shows. */
const CHART_FIELDS: Readonly<Record<string, readonly string[]>> = {
  "ewma.X.score": ["score", "level", "center", "sigma", "upper", "lower", "alarm"].map(
    (field) => `ewma.ofi.${field}`,
  ),
  "cusum.X": ["", ".up", ".down", ".alarm", ".run", ".shift"].map((field) => `cusum.ofi${field}`),
};

/** Names without their parameters: `zScore.ofi_256` and `zScore.ofi_64` are one. */
function stemOf(column: string): string {
  return column.replace(/_[\d.]+\w*/g, "");
}

/** Columns by example of the names of a family, in their order. */
export function columnsOf({ names }: SignalFamily): string[] {
  const samples = sampleColumns();
  return names.flatMap((name) => {
    if (name in CHART_FIELDS) return CHART_FIELDS[name];
    const stem = name.replace(".X", ".ofi").replace(/_[nh]$/, "");
    return samples.filter((sample) => stemOf(sample) === stem);
  });
}

/**
 * Where the values of a column may lie; the tests of the contract hold it.
 * @throws {Error} if they do not know the column: then nothing is tested of it
 */
export function rangeOf(column: string): string {
  const promises = COLUMNS.find(({ name }) => stemOf(name) === stemOf(column));
  if (promises === undefined) throw new Error(`${column}: is not in test/contract/catalogue.ts`);
  if (promises.bounds === undefined) return "";
  const [least, greatest] = promises.bounds;
  if (greatest < Number.MAX_VALUE) return `${least} to ${greatest}`;
  return least === 0 ? "0 or more" : "above 0";
}

/** Unit of a column and what a positive value of it means. */
export function meaningOf(column: string): { unit: string; sign: string } {
  const { unit, sign } = describeColumn(column);
  return { unit, sign: sign === "none" ? "" : sign };
}
