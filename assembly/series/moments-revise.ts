/**
 * The newest value of a window of moments, replaced by another.
 *
 * In    the value; MomentsWindow that answers full windows only: places not yet used do not change
 * Out   the moments in the record, to the bit as if the value before it had never come
 * Keeps the head and one value behind the ring
 * Cost  a copy of the head
 *
 * Source: own construction.
 */
import { MomentsWindow } from "../layout";
import { momentsCount, valuesAt } from "./moments";
import { momentsTake } from "./moments-one";
import { keep, keptValue, takeBack } from "./undo";

/**
 * Takes a value, in the place of the newest if `isInstead`; false where it is left out. Of a record
 * that has taken none, the value is the first.
 */
// @ts-ignore: decorator
@inline
export function momentsRevise(w: MomentsWindow, x: f64, isInstead: bool): bool {
  const head = changetype<usize>(w);
  const bytes = offsetof<MomentsWindow>();
  const values = valuesAt(w);
  const undo = values + (<usize>w.rows << 3);
  if (isInstead && momentsCount(w) > 0.0) {
    takeBack(head, bytes, undo);
    store<f64>(values + (<usize>w.at << 3), keptValue(bytes, undo));
  } else {
    keep(head, bytes, values + (<usize>w.at << 3), undo);
  }
  return momentsTake(w, x);
}
