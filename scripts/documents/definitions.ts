/** Definitions of columns: docs/definitions.md is the one place where they are written. */
import { readProjectFile } from "../project.ts";

export interface Definition {
  /** First cell of the row, with all names that it defines. */
  readonly names: string;
  readonly says: string;
}

const FILE = "docs/definitions.md";

/** Rows of the tables of columns, in order. */
function definitionRows(): Definition[] {
  const columns = /^## Columns$([\s\S]*?)^## /m.exec(readProjectFile(FILE))?.[1];
  if (columns === undefined) throw new Error(`${FILE}: has no chapter "Columns"`);
  return [...columns.matchAll(/^\| (`.*?) \| (.*) \|$/gm)].map(([, names, says]) => {
    return { names, says };
  });
}

/**
 * The row that defines a name of the catalogue.
 * @throws {Error} if none does: then the definition has to be written first
 */
export function definitionOf(name: string): Definition {
  const pattern = new RegExp(`\`${name.replaceAll(".", "\\.")}(_[\\w]+)?\``);
  const found = definitionRows().find(({ names }) => pattern.test(names));
  if (found === undefined) throw new Error(`${FILE}: does not define ${name}`);
  return found;
}
