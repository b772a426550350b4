/** What goes wrong is said in one sentence, with an exit code that says whose turn it is. */
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { command, csv, emptyFolder, start, ticksCsv } from "./command.ts";

const GOOD = ticksCsv([
  {
    timeUs: 1e6,
    ticks: [
      ["clear", "", 0, 0],
      ["level", "bid", 100, 5],
      ["level", "ask", 101, 3],
    ],
  },
]);
const BAD_LINE = `${GOOD}2000000,level,bid,nonsense,1,1,,0\n`;
const BAD_TICK = `${GOOD}2000000,level,bid,100,-4,1,,0\n`;

function oneSentence(stderr: string): void {
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).not.toContain("    at ");
}

describe("exit code 2: wrong usage", () => {
  const cases: [string, string[], string][] = [
    ["option", ["replay", "--evry", "10"], "Did you mean --every?"],
    ["command", ["repaly"], "Did you mean replay?"],
    ["signal", ["replay", "--signals", "queueImbalanse"], "queueImbalance"],
    ["clock", ["replay", "--every", "sometimes"], "every"],
    ["chart", ["replay", "--chart", "ofi:ewna"], "ewma"],
    ["number", ["replay", "--tick-size", "0"], "above 0"],
    ["choice", ["replay", "--contract", "reverse"], "inverse"],
    ["session", ["replay", "--session", "9-16"], "09:30-16:00"],
    ["mixture", ["replay", "x.csv", "--seed", "1"], "synthetic"],
    ["two outputs in one", ["replay", "--json", "--out", "-"], "--json and --out -"],
    ["folder of the output", ["replay", "--out", "nowhere/rows.csv"], "cannot be written"],
  ];
  it.each(cases)("%s", async (_, args, hint) => {
    const { code, stdout, stderr } = await command(emptyFolder(), ...args);
    expect(stderr).toContain(hint);
    oneSentence(stderr);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

describe("exit code 2: unreadable input", () => {
  const cut = gzipSync(GOOD.repeat(1000)).subarray(0, 120);
  const cases: [string, string | Uint8Array | null][] = [
    ["missing", null],
    ["empty", ""],
    ["of no known format", "hello\nworld\n"],
    ["cut off", cut],
  ];
  it.each(cases)("%s", async (_, content) => {
    const folder = emptyFolder();
    if (content !== null) writeFileSync(join(folder, "input"), content);
    const args = ["replay", "input", "--tick-size", "1", "--out", "rows.csv"];
    const { code, stderr } = await command(folder, ...args);
    expect(stderr).toContain('"input"');
    oneSentence(stderr);
    expect(code).toBe(2);
    expect(readdirSync(folder)).not.toContain("rows.csv");
  });
});

it("bad data are counted, and under --strict they end the run with exit code 1", async () => {
  for (const [content, name] of [
    [BAD_LINE, "badLines"],
    [BAD_TICK, "badSizes"],
  ]) {
    const folder = emptyFolder();
    writeFileSync(join(folder, "input.csv"), content);
    const args = ["replay", "input.csv", "--tick-size", "1", "--out", "rows.csv"];
    const lenient = await command(folder, ...args, "--json");
    expect(lenient.code).toBe(0);
    const { source, engine } = JSON.parse(lenient.stdout).quality;
    expect([...source, ...engine].map((finding) => finding.name)).toContain(name);
    const before = readFileSync(join(folder, "rows.csv"), "utf8");

    const strict = await command(folder, ...args, "--strict");
    oneSentence(strict.stderr);
    expect(strict.code).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(["input.csv", "rows.csv"]);
    expect(readFileSync(join(folder, "rows.csv"), "utf8")).toBe(before);
  }
});

it("a wrong tick size is named with the first price that does not fit", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "input.csv"), GOOD);
  const { stdout } = await command(folder, "replay", "input.csv", "--tick-size", "3");
  expect(stdout).toContain("level off the price grid: check the tick size");
  expect(stdout).toContain("first level off the grid: 100\n");
});

it("an input is never overwritten", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "input.csv"), GOOD);
  const { code, stderr } = await command(folder, "replay", "input.csv", "--out", "./input.csv");
  expect(code).toBe(2);
  oneSentence(stderr);
  expect(readFileSync(join(folder, "input.csv"), "utf8")).toBe(GOOD);
});

it("Ctrl-C finishes what was read: whole rows in a whole file, exit code 130", async () => {
  const folder = emptyFolder();
  const args = ["replay", "--ticks", "4000000000", "--every", "1000", "--out", "rows.csv"];
  const child = start(folder, ...args, "--json");
  let stdout = "";
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  while (!readdirSync(folder).some((name) => name.endsWith(".partial"))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  child.kill("SIGINT");
  const [code] = await once(child, "close");
  expect(code).toBe(130);
  const summary = JSON.parse(stdout);
  expect(summary.interrupted).toBe(true);
  expect(readdirSync(folder)).toEqual(["rows.csv"]);
  const { header, rows } = csv(readFileSync(join(folder, "rows.csv"), "utf8"));
  expect(rows.length).toBe(summary.rows);
  expect(rows.every((row) => row.length === header.length)).toBe(true);
});

it("a reader that goes away early is no error", async () => {
  const child = start(emptyFolder(), "replay", "--ticks", "3000000", "--out", "-");
  child.stdout?.once("data", () => child.stdout?.destroy());
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const [code] = await once(child, "close");
  expect(stderr).toBe("");
  expect(code).toBe(0);
});
