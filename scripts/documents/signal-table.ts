/** The table of signals in the README: what there is, each family with a link to its card. */
import { DERIVED, SIGNALS } from "../../bindings/core/catalog.ts";
import { anchorOf, table, wrapped } from "./markdown.ts";
import { columnsOf } from "./signal-columns.ts";
import { SIGNAL_FAMILIES, type SignalFamily } from "./signal-families.ts";

/** A column of each name, that with a parameter where there is a choice; one of each chart. */
function examplesOf(family: SignalFamily): string {
  const byName = new Map(
    columnsOf(family)
      .filter((column) => !/^(ewma|cusum)\..*\.(?!score)/.test(column))
      .map((column) => [column.replace(/_.*$/, ""), column]),
  );
  return [...byName.values()].map((column) => `\`${column}\``).join(" ");
}

export function signalTable(): string {
  const rows = SIGNAL_FAMILIES.map((family) => {
    const link = `[${family.title}](docs/signals.md#${anchorOf(family.title)})`;
    return [link, examplesOf(family)];
  });
  const count =
    `${SIGNALS.length} signals, and ${DERIVED.length} statistics and charts that follow any of ` +
    "them (here: `ofi`), with parameters of your choice: levels, bands in bps, windows by rows, " +
    "trades or time.";
  return `${wrapped(count)}\n\n${table(["family", "columns, by example"], rows)}`;
}
