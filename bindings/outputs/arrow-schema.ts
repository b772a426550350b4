/**
 * The schema of rows as Arrow has it: names, the three types that rows have, and what a column
 * means. The numbers of the fields are those of Schema.fbs of Apache Arrow.
 */
import type { Builder, Offset } from "flatbuffers";
import { columnMetadata, type RowSchema } from "./row-schema.ts";

const TYPE_INT = 2;
const TYPE_FLOATING_POINT = 3;
const TYPE_TIMESTAMP = 10;
const PRECISION_DOUBLE = 2;
const UNIT_MICROSECOND = 2;

/** A table of a flatbuffer, its fields set in order of their numbers. */
export function table(builder: Builder, fields: number, set: () => void): Offset {
  builder.startObject(fields);
  set();
  return builder.endObject();
}

function offsets(builder: Builder, items: readonly Offset[]): Offset {
  builder.startVector(4, items.length, 4);
  for (const item of items.toReversed()) builder.addOffset(item);
  return builder.endVector();
}

function keyValues(builder: Builder, entries: Readonly<Record<string, string>>): Offset {
  const pairs = Object.entries(entries).map(([key, value]) => {
    const at = [builder.createString(key), builder.createString(value)];
    return table(builder, 2, () => {
      builder.addFieldOffset(0, at[0], 0);
      builder.addFieldOffset(1, at[1], 0);
    });
  });
  return offsets(builder, pairs);
}

/** Type of a column: number in the union, its table, and whether values may be missing. */
function typeOf(builder: Builder, name: string): [kind: number, type: Offset, isNullable: boolean] {
  if (name === "time") {
    const zone = builder.createString("UTC");
    const type = table(builder, 2, () => {
      builder.addFieldInt16(0, UNIT_MICROSECOND, 0);
      builder.addFieldOffset(1, zone, 0);
    });
    return [TYPE_TIMESTAMP, type, false];
  }
  if (name === "flags") {
    const type = table(builder, 2, () => builder.addFieldInt32(0, 32, 0));
    return [TYPE_INT, type, false];
  }
  const type = table(builder, 1, () => builder.addFieldInt16(0, PRECISION_DOUBLE, 0));
  return [TYPE_FLOATING_POINT, type, name !== "sequence"];
}

/** Writes a schema into a flatbuffer. */
export function schemaTable(builder: Builder, { columns, metadata }: RowSchema): Offset {
  const fields = columns.map((column) => {
    const name = builder.createString(column.name);
    const [kind, type, isNullable] = typeOf(builder, column.name);
    const children = offsets(builder, []);
    const facts = keyValues(builder, columnMetadata(column));
    return table(builder, 7, () => {
      builder.addFieldOffset(0, name, 0);
      builder.addFieldInt8(1, Number(isNullable), 0);
      builder.addFieldInt8(2, kind, 0);
      builder.addFieldOffset(3, type, 0);
      builder.addFieldOffset(5, children, 0);
      builder.addFieldOffset(6, facts, 0);
    });
  });
  const fieldList = offsets(builder, fields);
  const facts = keyValues(builder, metadata);
  return table(builder, 4, () => {
    builder.addFieldOffset(1, fieldList, 0);
    builder.addFieldOffset(2, facts, 0);
  });
}
