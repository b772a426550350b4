/**
 * Engines in threads of Node: each worker follows one instrument and hands its rows to the main
 * thread, which gets the memory itself and not a copy of it. Build the package, then run it:
 *
 *   node examples/worker-threads.js [threads]
 */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { createEngineSync } from "volume-imbalance";
import { syntheticSource } from "volume-imbalance/synthetic";

async function follow(seed) {
  const market = syntheticSource({ seed, ticks: 100_000 });
  const { tickSize, lotSize } = market.facts;
  const engine = createEngineSync({ tickSize, lotSize, every: "1s", signals: ["ofi"] });
  engine.onRows((table) => {
    const part = { time: table.copy("time"), ofi: table.copy("ofi") };
    parentPort.postMessage(part, [part.time.buffer, part.ofi.buffer]);
  });
  for await (const batch of market) engine.push(batch);
}

async function gather(seed) {
  const worker = new Worker(new URL(import.meta.url), { workerData: seed });
  let rows = 0;
  let sum = 0;
  worker.on("message", ({ time, ofi }) => {
    rows += time.length;
    for (const value of ofi) sum += value || 0;
  });
  await new Promise((done, failed) => worker.on("exit", done).on("error", failed));
  return `instrument ${seed}: ${rows} rows, order flow imbalance ${sum.toFixed(3)}`;
}

if (isMainThread) {
  const seeds = Array.from({ length: Number(process.argv[2] ?? 2) }, (_, index) => index + 1);
  for (const line of await Promise.all(seeds.map(gather))) console.log(line);
} else {
  await follow(workerData);
}
