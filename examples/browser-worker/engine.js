/**
 * The worker: market and engine run here. Rows go to the page in parts, and their columns are
 * transferred: the page gets the memory itself and not a copy of it.
 */

import { syntheticSource } from "../../dist/browser/synthetic.js";
import { createEngineSync, TickBatch } from "../../dist/browser/volume-imbalance.js";
import { copyRows } from "../browser-parts/rows.js";
import { slowly } from "../browser-parts/slowly.js";

const market = syntheticSource({ seed: 7, ticks: 600_000 });
const { tickSize, lotSize } = market.facts;
const engine = createEngineSync({ tickSize, lotSize, every: "100ms", signals: ["bench20"] });

engine.onRows((table) => {
  if (table.length === 0) return;
  const part = copyRows(table);
  const memory = Object.values(part).map((column) => column.buffer);
  postMessage(part, memory);
});
for await (const ticks of slowly(market, new TickBatch())) engine.push(ticks);
