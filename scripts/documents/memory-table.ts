/** The part `memory` of docs/performance.md: what an engine occupies, as engines say it. */
import { createEngineSync, type EngineOptions } from "../../bindings/index.ts";
import { table } from "./markdown.ts";

const CASES: readonly (readonly [says: string, options: Partial<EngineOptions>])[] = [
  ["`bench20`, a ladder of 65,536 ticks a side (the default)", {}],
  ["`bench20`, `ladderTicks: 1024`", { ladderTicks: 1024 }],
  ["`all`, `ladderTicks: 1024`", { signals: "all", ladderTicks: 1024 }],
  ["`mid` and `ofi`, `ladderTicks: 1024`", { signals: ["mid", "ofi"], ladderTicks: 1024 }],
  ["`quotes` from best quotes, no ladder", { signals: "quotes", book: "quotes" }],
  ["the same with room for 16 rows", { signals: "quotes", book: "quotes", capacity: { rows: 16 } }],
  [
    "`mid` and `queueImbalance` from best quotes, room for 16 rows",
    { signals: ["mid", "queueImbalance"], book: "quotes", capacity: { rows: 16 } },
  ],
];

export function memoryTable(): string {
  const rows = CASES.map(([says, options]) => {
    const engine = createEngineSync({ tickSize: 0.1, lotSize: 0.001, ...options });
    const { memoryBytes } = engine;
    engine.dispose();
    return [says, `${(memoryBytes / 1024).toFixed(1)} KiB`];
  });
  return table(["engine", "linear memory"], rows);
}
