/**
 * What this package costs besides time: start-up, memory, size. Every start is a new process.
 *
 *   tsx bench/footprint.ts        after npm run build, since it starts what users install
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { medianOf } from "./report.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const STARTS = 15;

/** Milliseconds: one process from its first line to an answer. */
interface Start {
  readonly load: number;
  readonly first: number;
}

const ENGINE = `
const begin = performance.now();
const { createEngineSync, Tick } = await import("volume-imbalance");
const loaded = performance.now();
const engine = createEngineSync({ tickSize: 0.1 });
engine.pushTick(1e15, 0, 0, Tick.clear);
engine.pushTick(1e15, 100.0, 3, Tick.level | Tick.bid);
engine.pushTick(1e15, 100.1, 1, Tick.level | Tick.ask | Tick.last);
const row = engine.table.row(0);
const end = performance.now();
console.log(JSON.stringify({ load: loaded - begin, first: end - loaded, row: row.mid }));
`;

const CALCULATOR = `
const begin = performance.now();
const { RollingMean } = await import("volume-imbalance/calculators");
const loaded = performance.now();
const answer = new RollingMean({ window: 1 }).update(3);
const end = performance.now();
console.log(JSON.stringify({ load: loaded - begin, first: end - loaded, answer }));
`;

const MEMORY = `
const { createEngineSync, Runtime } = await import("volume-imbalance");
const runtime = new Runtime();
const of = (options) => {
  const engine = createEngineSync({ tickSize: 0.1, lotSize: 0.001, ...options, runtime });
  return engine.memoryBytes;
};
console.log(JSON.stringify({
  "bench20, ladder of 65,536 ticks": of({}),
  "bench20, ladder of 1,024 ticks": of({ ladderTicks: 1024 }),
  "two columns of best quotes": of({ book: "quotes", signals: ["mid", "queueImbalance"] }),
}));
`;

function run(code: string): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", code],
    { cwd: root, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`volume-imbalance/bench: ${stderr}`);
  return stdout;
}

function starts(code: string): Start {
  const all: Start[] = Array.from({ length: STARTS }, () => JSON.parse(run(code)));
  return {
    load: medianOf(all.map(({ load }) => load)),
    first: medianOf(all.map(({ first }) => first)),
  };
}

function weights(file: string): { bytes: number; gzip: number; brotli: number } {
  const contents = readFileSync(join(root, file));
  const gzip = gzipSync(contents, { level: 9 }).length;
  return { bytes: contents.length, gzip, brotli: brotliCompressSync(contents).length };
}

function packed(): { size: number; unpackedSize: number; entryCount: number } {
  const { stdout } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
  });
  const [{ size, unpackedSize, entryCount }] = JSON.parse(stdout);
  return { size, unpackedSize, entryCount };
}

/** Everything, as numbers. */
export function footprint() {
  return {
    startMs: { engine: starts(ENGINE), calculator: starts(CALCULATOR) },
    memoryBytes: JSON.parse(run(MEMORY)) as Record<string, number>,
    fileBytes: {
      "core.wasm": weights("dist/core.wasm"),
      "series.wasm": weights("build/series.wasm"),
      "browser/volume-imbalance.js": weights("dist/browser/volume-imbalance.js"),
    },
    package: packed(),
  };
}

/** The same for people. */
export function formatFootprint(measured: ReturnType<typeof footprint>): string {
  const { startMs, memoryBytes, fileBytes } = measured;
  const lines = Object.entries(startMs).map(
    ([name, { load, first }]) =>
      `  start of ${name}: ${load.toFixed(1)} ms to load, ${first.toFixed(1)} ms to an answer`,
  );
  for (const [name, bytes] of Object.entries(memoryBytes)) {
    lines.push(`  an instrument, ${name}: ${(bytes / 1024).toFixed(1)} KiB`);
  }
  for (const [name, { bytes, gzip, brotli }] of Object.entries(fileBytes)) {
    lines.push(`  ${name}: ${bytes} bytes, gzip ${gzip}, brotli ${brotli}`);
  }
  const { size, unpackedSize, entryCount } = measured.package;
  lines.push(`  package: ${size} bytes packed, ${unpackedSize} unpacked, ${entryCount} files`);
  return lines.join("\n");
}
