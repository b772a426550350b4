/** The end of a sentence about an unknown name. */
import { nearest } from "../core/nearest.ts";

/** `; did you mean "every"?`, or nothing where none of the names is near. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const hint = nearest(name, names);
  return hint === undefined ? "" : `; did you mean "${hint}"?`;
}
