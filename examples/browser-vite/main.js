/** A Vite app: the names of the package, and Vite makes files of them. */
import { createEngine, TickBatch } from "volume-imbalance";
import { syntheticSource } from "volume-imbalance/synthetic";
import { showRows } from "../browser-parts/page.js";
import { copyRows } from "../browser-parts/rows.js";
import { slowly } from "../browser-parts/slowly.js";

const market = syntheticSource({ seed: 7, ticks: 600_000 });
const { tickSize, lotSize } = market.facts;
const engine = await createEngine({ tickSize, lotSize, every: "100ms", signals: ["bench20"] });
const show = showRows();

engine.onRows((table) => {
  if (table.length > 0) show(copyRows(table));
});
for await (const ticks of slowly(market, new TickBatch())) engine.push(ticks);
