/**
 * The bytes of a signal table: a head, columns side by side, the flags.
 */
import { Table } from "./layout.ts";
import { RecordView } from "./record.ts";
import { stride } from "./units.ts";

/** Bytes of a signal table. */
export function tableBytes(columns: number, capacity: number): number {
  return stride(Table.bytes) + columns * columnStride(capacity) + stride(capacity * 4);
}

/** Distance of two columns; not a power of two, which would let them evict each other. */
export function columnStride(capacity: number): number {
  return (capacity + 8) * 8;
}

/** Writes the head of an empty signal table. */
export function writeTable(view: DataView, base: number, columns: number, capacity: number): void {
  const data = stride(Table.bytes);
  const flagsData = data + columns * columnStride(capacity);
  new RecordView(view, Table, base).set({
    capacity,
    columns,
    stride: columnStride(capacity),
    data,
    flagsData,
    position: 0,
    unread: 0,
    published: 0,
  });
}
