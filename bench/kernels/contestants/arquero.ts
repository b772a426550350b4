/** arquero's window functions over a table of one column. */
import type { Contestant } from "../kernel.ts";
import { modulePeer, versionOf } from "../peer.ts";

interface ArqueroTable {
  derive(values: Record<string, unknown>): ArqueroTable;
  array(name: string): ArrayLike<number>;
}

interface Api {
  table(columns: Record<string, Float64Array>): ArqueroTable;
  rolling(expression: string, frame: [number, number]): unknown;
}

const { table, rolling } = await modulePeer<Api>("arquero");

const EXPRESSIONS: Readonly<Record<string, string>> = {
  sum: "d => op.sum(d.x)",
  mean: "d => op.mean(d.x)",
  sigma: "d => op.stdevp(d.x)",
  zscore: "d => (d.x - op.mean(d.x)) / op.stdevp(d.x)",
  bands: "d => op.mean(d.x) + 2 * op.stdevp(d.x)",
};

export const contestant: Contestant = {
  name: "arquero, batch",
  version: versionOf("arquero"),
  run({ statistic, window }, column) {
    const expression = EXPRESSIONS[statistic];
    if (expression === undefined) return undefined;
    const data = table({ x: column });
    return {
      answers: () => data.derive({ y: rolling(expression, [1 - window, 0]) }).array("y"),
    };
  },
};
