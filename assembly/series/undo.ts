/**
 * What the newest value changed in a record, kept so that another value can take its place.
 *
 * In    the record's head, `bytes` long, and the one place in its ring that the value will take
 * Out   the record as it was before the newest value
 * Keeps the head and the place's old content: `bytes` and 8 more at `undo`
 * Cost  a copy of the head, whatever the window
 *
 * Taking a value back so gives the bits of a record that never saw it; subtracting it would leave
 * its rounding behind.
 *
 * Source: own construction.
 */

// @ts-ignore: decorator
@inline
function copyHead(to: usize, from: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 8) store<u64>(to + i, load<u64>(from + i));
}

/** Keeps the head and the value at `place`. */
// @ts-ignore: decorator
@inline
export function keep(head: usize, bytes: usize, place: usize, undo: usize): void {
  copyHead(undo, head, bytes);
  store<f64>(undo + bytes, load<f64>(place));
}

/** Takes back the head; the place that it then says must get `keptValue`. */
// @ts-ignore: decorator
@inline
export function takeBack(head: usize, bytes: usize, undo: usize): void {
  copyHead(head, undo, bytes);
}

/** The old content of the place. */
// @ts-ignore: decorator
@inline
export function keptValue(bytes: usize, undo: usize): f64 {
  return load<f64>(undo + bytes);
}
