/** Rows on their way from an engine to whoever shows them. */

/** Copies what a table holds: a part that stays when the engine goes on. */
export function copyRows(table) {
  const names = ["time", "sequence", ...table.columns];
  const columns = names.map((name) => [name, table.copy(name)]);
  return Object.fromEntries([...columns, ["flags", table.copyFlags()]]);
}
