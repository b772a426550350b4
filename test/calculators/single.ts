/** A calculator with several answers, as one that answers with a single column. */
import type { Calculates } from "./laws.ts";

interface Several extends Omit<Calculates, "process" | "update"> {
  // biome-ignore lint/suspicious/noExplicitAny: columns in, an object of columns out
  process: (...columns: any[]) => any;
  // biome-ignore lint/suspicious/noExplicitAny: a value, by time with its time
  update: (...values: any[]) => number;
}

export function single(made: Several, column: string): Calculates {
  return {
    get value() {
      return made.value;
    },
    get count() {
      return made.count;
    },
    get ready() {
      return made.ready;
    },
    update: (...values) => made.update(...values),
    process: (...columns) => made.process(...columns)[column],
    reset: () => made.reset(),
    snapshot: () => made.snapshot(),
    dispose: () => made.dispose(),
  };
}
