/**
 * Ctrl-C, as early as an output can be seen: every command ends with exit code 130, what was read
 * until then is whole and has its name, and nothing temporary stays.
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { openSource } from "../../bindings/sources/index.ts";
import { emptyFolder, type Finished, start, startWith } from "./command.ts";

const ENDLESS = ["--ticks", "4000000000"];

/** A file that takes minutes to read: small, because its gzip members are all the same. */
function longFile(folder: string): void {
  const header = "time_us,kind,side,price,size\n";
  const lines = gzipSync("1,level,bid,100,3\n".repeat(1_000_000));
  const members = [gzipSync(header), ...Array.from({ length: 500 }, () => lines)];
  writeFileSync(join(folder, "long.csv.gz"), Buffer.concat(members));
}

function outcome(child: ChildProcess): Promise<Finished> {
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text) => {
      texts[name] += text;
    });
  }
  return once(child, "close").then(([code]) => ({ code, ...texts }));
}

/** Waits for something to be seen, as long as the command runs. */
async function seen(child: ChildProcess, isSeen: () => boolean): Promise<void> {
  while (!isSeen() && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

async function interrupted(folder: string, ...args: string[]): Promise<Finished> {
  const child = start(folder, ...args);
  const finished = outcome(child);
  await seen(child, () => readdirSync(folder).some((name) => name.endsWith(".partial")));
  child.kill("SIGINT");
  return finished;
}

it("convert leaves a whole file of what was read", async () => {
  const folder = emptyFolder();
  longFile(folder);
  const result = await interrupted(folder, "convert", "long.csv.gz", "--out", "x.vit");
  expect(result.code).toBe(130);
  expect(result.stdout).toContain("interrupted: the rest was not converted");
  expect(readdirSync(folder).sort()).toEqual(["long.csv.gz", "x.vit"]);
  const source = await openSource(join(folder, "x.vit"));
  let ticks = 0;
  for await (const batch of source) ticks += batch.length;
  expect(ticks).toBeGreaterThan(0);
  expect(ticks).toBeLessThan(500_000_000);
  expect(source.notes).toEqual([]);
});

it("simulate leaves the ticks and their truth", async () => {
  const folder = emptyFolder();
  const args = ["simulate", ...ENDLESS, "--out", "x.csv", "--json"];
  const { code, stdout } = await interrupted(folder, ...args);
  expect(code).toBe(130);
  const summary = JSON.parse(stdout);
  expect(summary.interrupted).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(["x.csv", "x.truth.csv"]);
  const lines = readFileSync(join(folder, "x.csv"), "utf8").trimEnd().split("\n");
  expect(lines.length - 2).toBe(summary.records);
});

it("replay leaves rows and a report", async () => {
  const folder = emptyFolder();
  const outputs = ["--out", "x.csv", "--report", "x.html", "--json"];
  const args = ["replay", ...ENDLESS, "--every", "1s", ...outputs];
  const { code, stdout } = await interrupted(folder, ...args);
  expect(code).toBe(130);
  expect(JSON.parse(stdout).interrupted).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(["x.csv", "x.html"]);
});

/** Whether a process has a file open; only Linux tells. */
function hasOpen(child: ChildProcess, name: string): boolean {
  const folder = `/proc/${child.pid}/fd`;
  return readdirSync(folder).some((descriptor) => {
    try {
      return readlinkSync(join(folder, descriptor)).endsWith(name);
    } catch {
      return false;
    }
  });
}

it.runIf(process.platform === "linux")("inspect reports what was read", async () => {
  const folder = emptyFolder();
  longFile(folder);
  const child = start(folder, "inspect", "long.csv.gz", "--json");
  const finished = outcome(child);
  await seen(child, () => hasOpen(child, "long.csv.gz"));
  child.kill("SIGINT");
  const { code, stdout } = await finished;
  expect(code).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ interrupted: true, format: "ticks-csv" });
});

it("bench says what it measured and clears up", async () => {
  const folder = emptyFolder();
  const args = ["bench", "--rounds", "1000", "--ticks", "20000", "--json"];
  const child = startWith({ TMPDIR: folder }, folder, ...args);
  const finished = outcome(child);
  const own = () => readdirSync(folder).filter((name) => name.startsWith("volume-imbalance-"));
  await seen(child, () => own().length > 0);
  child.kill("SIGINT");
  const { code, stdout } = await finished;
  expect(code).toBe(130);
  expect(JSON.parse(stdout).interrupted).toBe(true);
  expect(own()).toEqual([]);
});
