/**
 * Reads the records of `assembly/layout` and writes their offsets for the bindings, so that both
 * sides of the border agree without anybody typing an offset.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const BYTES: Record<string, number> = { f64: 8, i64: 8, u32: 4, i32: 4 };

interface RecordLayout {
  name: string;
  bytes: number;
  fields: { name: string; type: string; offset: number }[];
}

function parseRecord(name: string, body: string): RecordLayout {
  const fields: RecordLayout["fields"] = [];
  let offset = 0;
  for (const [, field, type] of body.matchAll(/^ {2}(\w+): (\w+);$/gm)) {
    const bytes = BYTES[type];
    if (bytes === undefined) throw new Error(`layout: ${name}.${field} has unknown type ${type}`);
    offset = Math.ceil(offset / bytes) * bytes;
    fields.push({ name: field, type, offset });
    offset += bytes;
  }
  return { name, bytes: offset, fields };
}

/** Writes the offsets of all `@unmanaged` classes in the folder `source` to `target`. */
export function writeLayout(root: string, source: string, target: string): void {
  const files = readdirSync(join(root, source)).sort();
  const text = files.map((file) => readFileSync(join(root, source, file), "utf8")).join("\n");
  const head = 'import type { RecordOf } from "./record.ts";';
  const lines = ["// Written by scripts/layout.ts.", head, ""];
  for (const [, name, body] of text.matchAll(/@unmanaged\nexport class (\w+) \{\n([^}]*)\}/g)) {
    const record = parseRecord(name, body);
    const names = record.fields.map((field) => `"${field.name}"`).join(" | ");
    lines.push(
      `export const ${record.name}: RecordOf<${names}> = {`,
      `  bytes: ${record.bytes},`,
      "  fields: {",
    );
    for (const field of record.fields) {
      lines.push(`    ${field.name}: { offset: ${field.offset}, type: "${field.type}" },`);
    }
    lines.push("  },", "};", "");
  }
  writeFileSync(join(root, target), lines.join("\n"));
}
