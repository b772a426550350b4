/**
 * Runs a task of `rows.ts` in a page with the one file. Everything waits for a turn of its own:
 * what a test calls from outside is exempt from the page's policy until then.
 */
import { syntheticSource } from "../../dist/browser/synthetic.js";
import { createEngine, createEngineSync } from "../../dist/browser/volume-imbalance.js";
import { copyRows } from "../../examples/browser-parts/rows.js";

const turn = () => new Promise((done) => setTimeout(done));

globalThis.compute = async ({ market, options }, isSync) => {
  await turn();
  const source = syntheticSource(market);
  const { tickSize, lotSize } = source.facts;
  const all = { tickSize, lotSize, ...options };
  const engine = isSync ? createEngineSync(all) : await createEngine(all);
  const parts = [];
  engine.onRows((table) => parts.push(copyRows(table)));
  for await (const batch of source) engine.push(batch);
  return parts;
};

globalThis.evaluates = async () => {
  await turn();
  try {
    return Function("return true")();
  } catch {
    return false;
  }
};
