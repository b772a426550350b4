/**
 * A page without a bundler: the engine is one file. In a page of your own, copy
 * `dist/browser/volume-imbalance.js` of the package beside it; the market here stands in for your
 * feed. Needs a server that sends files, any: modules do not load from `file:`.
 */

import { syntheticSource } from "../../dist/browser/synthetic.js";
import { createEngine, TickBatch } from "../../dist/browser/volume-imbalance.js";
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
