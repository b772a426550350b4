/**
 * The packed tarball, as a user gets it: installed in an empty folder without the tools of this
 * project, typed, imported and run by plain Node, and its command run.
 *
 * In the checkout everything resolves, whether `files`, `exports` and `dependencies` name it or
 * not; only an empty folder shows what was forgotten.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conclude, root } from "./project.ts";

const CONSUMER = `
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createEngine, createEngineSync, Tick, TickBatch } from "volume-imbalance";
import { syntheticSource } from "volume-imbalance/sources";

const engine = await createEngine({ tickSize: 0.1, signals: ["bid", "ask", "queueImbalance"] });
engine.pushTick(1e15, 0, 0, Tick.clear);
engine.pushTick(1e15, 100.0, 3, Tick.level | Tick.bid);
const rows = engine.pushTick(
  1e15, 100.1, 1, Tick.level | Tick.ask | Tick.last,
);
const row = engine.table.row(0);
if (rows !== 1 || row.bid !== 100 || row.queueImbalance !== 0.5) throw new Error("wrong row");

const second = createEngineSync({ tickSize: 0.1 });
let pushed = 0;
for await (const batch of syntheticSource({ seed: 1, ticks: 20000 })) {
  if (!(batch instanceof TickBatch)) throw new Error("two copies of TickBatch");
  second.push(batch);
  for (let index = 0; index < batch.length; index++) {
    if ((batch.flagsAt(index) & 15) !== Tick.header) pushed++;
  }
}
if (second.counters.ticks !== pushed) throw new Error("ticks were lost");
const wasm = await readFile(fileURLToPath(import.meta.resolve("volume-imbalance/core.wasm")));
await WebAssembly.compile(wasm);
const schema = fileURLToPath(import.meta.resolve("volume-imbalance/config.schema.json"));
if (!JSON.parse(await readFile(schema, "utf8")).definitions.replay) throw new Error("no schema");
console.log(JSON.stringify({ rows, pushed }));
`;

const BROWSER_CONSUMER = `
import { createEngineSync, TickBatch } from "volume-imbalance/browser";
import { syntheticSource } from "volume-imbalance/browser/synthetic";
import { syntheticSource as bundledSource } from "volume-imbalance/synthetic";

const batch = new TickBatch();
syntheticSource({ ticks: 5000 }).fill(batch);
for await (const own of syntheticSource({ ticks: 5000 })) {
  if (!(own instanceof TickBatch)) throw new Error("two copies of TickBatch");
}
const again = new TickBatch();
bundledSource({ ticks: 5000 }).fill(again);
if (Buffer.compare(batch.bytes, again.bytes) !== 0) throw new Error("two different markets");
if (!(createEngineSync({ tickSize: 0.1 }).push(batch) > 0)) throw new Error("no rows");
`;

const CALCULATING_CONSUMER = `
import assert from "node:assert";
import { ZScore } from "volume-imbalance/calculators";
import { incrmmean } from "volume-imbalance/compat/stdlib";
import { computeSignals, OrderBook } from "volume-imbalance/compat/tardis-dev";
import { sma } from "volume-imbalance/compat/technicalindicators";
import { SMA } from "volume-imbalance/compat/trading-signals";

const score = new ZScore({ window: 3 });
assert.deepEqual([1, 2, 3, 6].map((x) => score.update(x)), [NaN, NaN, NaN, 4]);
const mean = incrmmean(2);
assert.deepEqual([1, 3, 5].map((x) => mean(x)), [1, 2, 4]);
assert.deepEqual(sma({ period: 2, values: [1, 3, 5] }), [2, 4]);
assert.deepEqual(new SMA(2).updates([1, 3, 5]), [null, 2, 4]);
const message = {
  ...{ type: "book_change", symbol: "X", exchange: "y", isSnapshot: true },
  ...{ timestamp: new Date(0), localTimestamp: new Date(1) },
  ...{ bids: [{ price: 100, amount: 5 }], asks: [{ price: 101, amount: 3 }] },
};
const book = new OrderBook();
book.update(message);
assert.deepEqual(book.bestBid(), { price: 100, amount: 5 });
const [row] = computeSignals({ tickSize: 1, signals: ["mid"] })().compute(message);
assert.equal(row.values.mid, 100.5);
`;

const TYPED_CONSUMER = `
import { createEngineSync, type EngineOptions } from "volume-imbalance";
import type { BollingerOptions, Calculator } from "volume-imbalance/calculators";
import { BollingerBands } from "volume-imbalance/calculators";
import { type Accumulator, incrmsum } from "volume-imbalance/compat/stdlib";
import { type BookChange, OrderBook } from "volume-imbalance/compat/tardis-dev";
import { EMA } from "volume-imbalance/compat/technicalindicators";
import { type MovingAverage, SMA } from "volume-imbalance/compat/trading-signals";
import type { Engine } from "volume-imbalance/browser";
import { syntheticSource } from "volume-imbalance/browser/synthetic";
const options: EngineOptions = { tickSize: 0.1, every: "100ms" };
const engine: Engine = createEngineSync(options);
for await (const batch of syntheticSource({ ticks: 5000 })) engine.push(batch);
const bids: Float64Array = engine.table.copy("bid");
// @ts-expect-error: a tick size is a number
createEngineSync({ tickSize: "0.1" });
const bandsOptions: BollingerOptions = { window: "10s", nan: "throw" };
using bands = new BollingerBands(bandsOptions);
const calculator: Calculator = bands;
const upper: Float64Array = BollingerBands.compute([1, 3], { window: 2 }).upper;
// @ts-expect-error: a window is a number or a duration
new BollingerBands({ window: true });
const sum: Accumulator = incrmsum(2);
const change: BookChange = { isSnapshot: true, bids: [], asks: [{ price: 1, amount: 2 }] };
new OrderBook().update(change);
const next: number | undefined = new EMA({ period: 2, values: [1] }).nextValue(3);
const average: MovingAverage = new SMA(2);
export { average, bids, calculator, next, sum, upper };
`;

const problems: string[] = [];

function run(step: string, command: string, args: string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) problems.push(`${step}: exit ${status}\n${stdout}${stderr}`);
  return stdout;
}

function check(folder: string): void {
  run("build", process.execPath, ["node_modules/tsx/dist/cli.mjs", "scripts/build.ts"], root);
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [packed] = JSON.parse(run("pack", "npm", pack, root));
  console.log(`${packed.filename}: ${packed.entryCount} files, ${packed.size} bytes`);

  writeFileSync(join(folder, "package.json"), `{ "private": true, "type": "module" }`);
  const install = ["install", "--omit=dev", "--no-audit", "--no-fund", "--prefer-offline"];
  run("install", "npm", [...install, `./${packed.filename}`], folder);

  writeFileSync(join(folder, "consumer.js"), CONSUMER);
  run("import", process.execPath, ["consumer.js"], folder);
  writeFileSync(join(folder, "calculators.js"), CALCULATING_CONSUMER);
  run("calculators and drop-ins", process.execPath, ["calculators.js"], folder);
  writeFileSync(join(folder, "browser.js"), BROWSER_CONSUMER);
  run("browser files", process.execPath, ["browser.js"], folder);

  writeFileSync(join(folder, "consumer.ts"), TYPED_CONSUMER);
  // Every declaration is checked, as with skipLibCheck off.
  const lib = ["es2023", "dom"];
  const compilerOptions = { noEmit: true, strict: true, module: "nodenext", lib };
  const config = { compilerOptions, files: ["consumer.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  run("types", process.execPath, [join(root, "node_modules/typescript/bin/tsc")], folder);

  const bin = join(folder, "node_modules/.bin/volume-imbalance");
  const version = run("bin", bin, ["--version"], folder).trim();
  const expected = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
  if (version !== expected) problems.push(`bin: says version ${version}, package is ${expected}`);
  const summary = run("replay", bin, ["replay", "--ticks", "20000", "--json", "--quiet"], folder);
  if (!(JSON.parse(summary || "{}").rows > 0)) problems.push("replay: no rows in the summary");
}

const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-package-"));
try {
  check(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
conclude("package", problems);
