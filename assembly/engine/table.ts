/**
 * The signal table: a ring of columns. Rows are written one after the other; what nobody has
 * released is never overwritten and always lies in one piece, so that a column can be borrowed.
 */
import { Table } from "../layout";

/** Rows that can be written before some must be released or moved. */
export function freeRows(table: Table): u32 {
  if (table.position < table.capacity) return table.capacity - table.position;
  return table.unread == 0 ? table.capacity : 0;
}

/** Address of row `position` in column `column`. */
export function cellAt(table: Table, column: u32, position: u32): usize {
  return (
    changetype<usize>(table) +
    <usize>table.data +
    <usize>column * <usize>table.stride +
    (<usize>position << 3)
  );
}

function flagsAt(table: Table, position: u32): usize {
  return changetype<usize>(table) + <usize>table.flagsData + (<usize>position << 2);
}

/** Position of the next row. Callers promise that one is free. */
export function openRow(table: Table): u32 {
  if (table.position == table.capacity) table.position = 0;
  return table.position;
}

/** Makes the opened row readable. */
export function publishRow(table: Table, flags: u32): void {
  store<u32>(flagsAt(table, table.position), flags);
  table.position += 1;
  table.unread += 1;
  const published = table.published + 1;
  if (ASC_FEATURE_THREADS) {
    atomic.store<u32>(changetype<usize>(table) + offsetof<Table>("published"), published);
  } else {
    table.published = published;
  }
}

/** The rows have been read and may be overwritten. */
export function releaseRows(table: Table): void {
  table.unread = 0;
}

/**
 * Moves the unread rows to the beginning of a table with the same columns, which may be the
 * same.
 */
export function moveRows(from: Table, to: Table): void {
  const rows = from.unread;
  const first = from.position - rows;
  for (let column: u32 = 0; column < from.columns; column++) {
    memory.copy(cellAt(to, column, 0), cellAt(from, column, first), <usize>rows << 3);
  }
  memory.copy(flagsAt(to, 0), flagsAt(from, first), <usize>rows << 2);
  to.position = rows;
  to.unread = rows;
  to.published = from.published;
}
