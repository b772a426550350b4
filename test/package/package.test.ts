/** The package names what exists, ships nothing else, and installs the same everywhere. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { BROWSER_ENTRIES } from "../../scripts/browser-file.ts";

const root = new URL("../../", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), "utf8");
const manifest = JSON.parse(read("package.json"));
const lock = JSON.parse(read("package-lock.json"));

/** Source of a file in dist/. */
const sourceOf = (target: string) =>
  new URL(target.replace(/^(\.\/)?dist\//, "").replace(/(\.d\.ts|\.js)$/, ".ts"), root);

describe("exports", () => {
  const modules = Object.entries<Record<string, string>>(manifest.exports).filter(
    ([, target]) => typeof target === "object",
  );

  it.each(modules)("%s has its types first, and both come from one source", (_, target) => {
    expect(Object.keys(target)).toEqual(["types", "default"]);
    const bundle = /^\.\/dist\/browser\/(.+)\.js$/.exec(target.default)?.[1];
    const source = bundle ? new URL(BROWSER_ENTRIES[bundle], root) : sourceOf(target.default);
    expect(sourceOf(target.types)).toEqual(source);
    expect(existsSync(source)).toBe(true);
  });

  it("the command has a source that says what runs it", () => {
    const [target] = Object.values<string>(manifest.bin);
    expect(readFileSync(sourceOf(target), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe("dependencies", () => {
  it("are pinned to exact versions", () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const version of Object.values(all)) expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it("are locked for every platform, or npm ci refuses the lock file", () => {
    for (const entry of Object.values<{ optionalDependencies?: object }>(lock.packages)) {
      for (const name of Object.keys(entry.optionalDependencies ?? {})) {
        expect(Object.keys(lock.packages)).toContain(`node_modules/${name}`);
      }
    }
  });

  it("are locked without a registry's host, so that any registry serves them", () => {
    for (const entry of Object.values<{ resolved?: string }>(lock.packages)) {
      expect(entry.resolved).toBeUndefined();
    }
  });
});

it("the tarball holds what a user needs and nothing of the workshop", () => {
  const { stdout } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: fileURLToPath(root),
    encoding: "utf8",
  });
  const [{ files, unpackedSize }] = JSON.parse(stdout);
  const strangers = files
    .map(({ path }: { path: string }) => path)
    .filter((path: string) => !/^(dist|docs)\/|^(README|CHANGELOG)\.md$|^LICENSE$/.test(path));
  expect(strangers).toEqual(["package.json"]);
  expect(unpackedSize).toBeLessThan(2_000_000);
});
