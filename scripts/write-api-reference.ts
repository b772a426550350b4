/**
 * Writes `docs/api` from the docstrings of everything that the package exports.
 *
 *   tsx scripts/write-api-reference.ts [--check]      --check: says what is old, writes nothing
 *
 * The pages are committed, because they are read where the code is read; a change of a docstring
 * changes them in the same commit. An export without a docstring fails. TypeDoc needs a TypeScript
 * with a compiler API, so it lives in `scripts/api-reference` with a TypeScript of its own.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conclude, readProjectFile, root } from "./project.ts";

const HOME = join(root, "scripts/api-reference");
const TARGET = join(root, "docs/api");
/** Fields of types without a name cannot be documented one by one; their owner says it. */
const WITHOUT_NAME = /\.__type\.\S+ \(Property\)/;

/** Sources of everything that `package.json` exports: a new sub-path has its page by itself. */
function entryPoints(): string[] {
  const { exports } = JSON.parse(readProjectFile("package.json"));
  const exported = Object.values<{ types?: string }>(exports);
  const types = exported.flatMap((target) => target.types ?? []);
  const sources = types.map((path) => path.replace("./dist/", "").replace(/\.d\.ts$/, ".ts"));
  return [...new Set(sources)].map((path) => join(root, path));
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: HOME, encoding: "utf8" });
  if (status !== 0) conclude("API reference", [`${command} ${args.join(" ")}\n${stdout}${stderr}`]);
  return stdout + stderr;
}

function pagesOf(folder: string): Map<string, string> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Pages that one folder has otherwise than the other, or does not have. */
function differences(before: Map<string, string>, after: Map<string, string>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name));
}

if (!existsSync(join(HOME, "node_modules/typedoc"))) {
  run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
}
const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-api-"));
const typedoc = ["node_modules/typedoc/bin/typedoc", "--options", "typedoc.json"];
const entries = entryPoints().flatMap((path) => ["--entryPoints", path]);
const log = run(process.execPath, [...typedoc, ...entries, "--out", folder]);
const problems = log
  .split("\n")
  .filter((line) => /\[(warning|error)\]/.test(line) && !/Found \d+ errors/.test(line))
  .filter((line) => !WITHOUT_NAME.test(line));
const old = differences(pagesOf(TARGET), pagesOf(folder));
if (process.argv.includes("--check")) {
  problems.push(...old.map((name) => `docs/api/${name}: is old; run npm run docs`));
} else if (old.length > 0) {
  rmSync(TARGET, { recursive: true, force: true });
  cpSync(folder, TARGET, { recursive: true });
  console.log(`wrote docs/api: ${old.join(", ")}`);
}
rmSync(folder, { recursive: true });
conclude("API reference", problems);
