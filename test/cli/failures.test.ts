/** What goes wrong is said in one sentence, with an exit code that says whose turn it is. */
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { zip, zstd } from "../sources/packing.ts";
import { parquetOf } from "../sources/table-files.ts";
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
const OTHERS =
  "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n" +
  "x,BTCUSDT,1000000,1000000,1,buy,100,1\nx,ETHUSDT,1000000,1000000,1,buy,100,1\n";
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
  const long = GOOD.repeat(1000);
  const parquet = parquetOf({ time: [1e15], side: ["buy"], price: [1], size: [1] });
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13);
  const cases: [what: string, content: string | Uint8Array | null, words: string, string[]?][] = [
    ["missing", null, "does not exist"],
    ["empty", "", "is empty"],
    ["of no known format", "hello\nworld\n", "must be of a known format"],
    ["gzip cut off", gzipSync(long).subarray(0, 120), "is cut off: its gzip data"],
    ["zip cut off", zip([["a.csv", long]]).subarray(0, 60), "its list of files is missing"],
    ["zstd cut off", zstd(long).subarray(0, 70_000), "is cut off: its zstd data"],
    ["UTF-16", Buffer.from(`\ufeff${GOOD}`, "utf16le"), "is UTF-16 text: save it as UTF-8"],
    ["binary", png, "is not text"],
    ["Parquet as text", parquet, "is a Parquet file, not text", ["--format", "ticks-csv"]],
    ["text as Parquet", GOOD, "is no Parquet file", ["--format", "parquet"]],
    ["of other symbols", OTHERS, "must hold a row of the symbol", ["--symbol", "ETHUSDX"]],
  ];
  it.each(cases)("%s", async (_, content, words, more = ["--tick-size", "1"]) => {
    const folder = emptyFolder();
    if (content !== null) writeFileSync(join(folder, "input"), content);
    const args = ["replay", "input", "--out", "rows.csv", ...more];
    const { code, stderr } = await command(folder, ...args);
    expect(stderr).toContain('"input"');
    expect(stderr).toContain(words);
    oneSentence(stderr);
    expect(code).toBe(2);
    expect(readdirSync(folder)).not.toContain("rows.csv");
  });

  it("a directory", async () => {
    const folder = emptyFolder();
    const { code, stderr } = await command(folder, "replay", ".", "--out", "rows.csv");
    expect(stderr).toContain('"." is a directory: name a file in it');
    oneSentence(stderr);
    expect(code).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });
});

it("half a line at the end is one bad line, and under --strict the end", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "input.csv"), GOOD.slice(0, -9));
  const args = ["replay", "input.csv", "--tick-size", "1", "--out", "rows.csv"];
  const lenient = await command(folder, ...args, "--json");
  expect(lenient.code).toBe(0);
  const { source } = JSON.parse(lenient.stdout).quality;
  expect(source).toContainEqual(expect.objectContaining({ name: "badLines", count: 1 }));
  const strict = await command(folder, ...args, "--strict");
  expect(strict.stderr).toContain('"input.csv" line 4: ');
  oneSentence(strict.stderr);
  expect(strict.code).toBe(1);
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
