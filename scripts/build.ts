/**
 * Builds the package.
 *
 *   tsx scripts/build.ts          core, then dist/ (JavaScript, types, core.wasm, schema, browser/)
 *   tsx scripts/build.ts --core   only what is inlined: build/*.wasm, its bytes, the report's page
 *   ... --if-stale                only if a source of the core is newer than its bytes
 *
 * The core is inlined so that an engine works without configuration and synchronously; the same
 * bytes are shipped as dist/core.wasm for pages whose policy forbids that. Both builds of the core
 * carry the identity of the plain one: they come from one source, and a snapshot taken over plain
 * memory restores over shared memory.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleBrowserFiles } from "./browser-file.ts";
import { pruneDeclarations } from "./declarations.ts";
import { writeLayout } from "./layout.ts";
import { isReportPageStale, writeReportPage } from "./report-page.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ASC = "node_modules/assemblyscript/bin/asc.js";
const TSC = "node_modules/typescript/bin/tsc";
const LAYOUT = "bindings/core/layout.ts";
const PLAIN_BYTES = "bindings/core/core-bytes.ts";
const SERIES_BYTES = "bindings/core/series-bytes.ts";
const SHARED_BYTES = "bindings/core/core-shared-bytes.ts";

function run(script: string, args: string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

function writeBytes(name: string, wasm: Uint8Array, buildId: number, file: string): void {
  const base64 = Buffer.from(wasm).toString("base64");
  const lines = [
    "// Written by scripts/build.ts.",
    `export const ${name}_BUILD_ID = ${buildId};`,
    `export const ${name}_BYTES_BASE64: string =\n  "${base64}";`,
  ];
  writeFileSync(join(root, file), `${lines.join("\n")}\n`);
}

function buildIdOf(wasm: Uint8Array): number {
  return createHash("sha256").update(wasm).digest().readUInt32LE(0);
}

function buildCore(): void {
  writeLayout(root, "assembly/layout", LAYOUT);
  mkdirSync(join(root, "build"), { recursive: true });
  run(ASC, ["assembly/index.ts", "--target", "release"]);
  run(ASC, ["assembly/index.ts", "--target", "release-shared"]);
  run(ASC, ["assembly/series/index.ts", "--target", "release-series"]);
  const plain = readFileSync(join(root, "build/core.wasm"));
  const shared = readFileSync(join(root, "build/core.shared.wasm"));
  const series = readFileSync(join(root, "build/series.wasm"));
  const buildId = buildIdOf(plain);
  writeBytes("CORE", plain, buildId, PLAIN_BYTES);
  writeBytes("CORE", shared, buildId, SHARED_BYTES);
  writeBytes("SERIES", series, buildIdOf(series), SERIES_BYTES);
  const sizes = `core ${plain.length}, shared ${shared.length}, series ${series.length} bytes`;
  console.log(`${sizes}; build ${buildId}`);
}

async function buildPackage(): Promise<void> {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  run(TSC, ["-p", "tsconfig.build.json"]);
  pruneDeclarations();
  copyFileSync(join(root, "build/core.wasm"), join(root, "dist/core.wasm"));
  mkdirSync(join(root, "dist/browser"), { recursive: true });
  await writeConfigSchema();
  for (const { name, contents } of await bundleBrowserFiles()) {
    writeFileSync(join(root, "dist/browser", name), contents);
  }
}

/** The options of the commands know what a configuration file may hold. */
async function writeConfigSchema(): Promise<void> {
  const { configSchema } = await import("../bindings/cli/config/schema.ts");
  const { program } = await import("../bindings/cli/program.ts");
  const text = JSON.stringify(configSchema(program()), null, 2);
  writeFileSync(join(root, "dist/config.schema.json"), `${text}\n`);
}

function changed(file: string): number {
  const path = join(root, file);
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function isCoreStale(): boolean {
  const sources = readdirSync(join(root, "assembly"), { recursive: true, encoding: "utf8" });
  const newest = Math.max(
    ...sources.map((file) => changed(join("assembly", file))),
    changed("asconfig.json"),
  );
  const built = ["build/core.wasm", "build/core.shared.wasm", "build/series.wasm"];
  const outputs = [LAYOUT, PLAIN_BYTES, SHARED_BYTES, SERIES_BYTES, ...built];
  return outputs.some((file) => changed(file) < newest);
}

const isAll = !process.argv.includes("--if-stale");
if (isAll || isCoreStale()) buildCore();
if (isAll || isReportPageStale()) await writeReportPage();
if (!process.argv.includes("--core")) await buildPackage();
