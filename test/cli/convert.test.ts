/** Convert writes what was read, whole or not at all, and says what it saw. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openSource } from "../../bindings/sources/index.ts";
import { allTicks } from "../sources/reading.ts";
import { command, emptyFolder, spawned, ticksCsv } from "./command.ts";

const SECOND = 1e6;
const CSV = ticksCsv([
  {
    timeUs: 1 * SECOND,
    ticks: [
      ["clear", "", 0, 0],
      ["level", "bid", 100, 5],
    ],
  },
  { timeUs: 2 * SECOND, ticks: [["level", "bid", 100, 9]] },
  { timeUs: 3 * SECOND, ticks: [["trade", "buy", 101, 2]] },
]);
const TRADES = "time,price,size,side\n1700000000,10.5,2,buy\n1700000001,10.25,1,sell\n";

function folderWith(files: Record<string, string>): string {
  const folder = emptyFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

it("CSV to binary and back is the same text, and nothing temporary stays", async () => {
  const folder = folderWith({ "a.csv": CSV });
  const there = await command(folder, "convert", "a.csv", "--tick-size", "0.5", "--out", "b.vit");
  expect(there.code).toBe(0);
  expect(there.stdout).toContain("4 records in b.vit\n");
  expect(there.stdout).toContain(
    "1970-01-01T00:00:01.000000Z to 1970-01-01T00:00:03.000000Z (2 s)",
  );
  const back = await command(folder, "convert", "b.vit", "--out", "c.csv", "--quiet");
  expect(back).toEqual({ code: 0, stdout: "", stderr: "" });
  const [facts, ...rest] = readFileSync(join(folder, "c.csv"), "utf8").split("\n");
  expect(facts).toBe("# tickSize=0.5 lotSize=1 contract=linear multiplier=1");
  expect(rest.join("\n").replaceAll("clear,,,", "clear,,0,0")).toBe(CSV);
  expect(readdirSync(folder).sort()).toEqual(["a.csv", "b.vit", "c.csv"]);
});

it("a part by time, in either way to write a time", async () => {
  const folder = folderWith({ "a.csv": CSV });
  const convert = async (...args: string[]) => {
    const { code } = await command(folder, "convert", "a.csv", "--out", "o.csv", ...args);
    expect(code).toBe(0);
    const [, , ...lines] = readFileSync(join(folder, "o.csv"), "utf8").trimEnd().split("\n");
    return lines.map((line) => Number(line.split(",")[0]) / SECOND);
  };
  expect(await convert("--quiet")).toEqual([1, 1, 2, 3]);
  expect(await convert("--quiet", "--from", "2000000")).toEqual([2, 3]);
  expect(await convert("--quiet", "--to", "1970-01-01T00:00:03Z")).toEqual([1, 1, 2]);
  const both = ["--from", "1970-01-01 01:00:02+01:00", "--to", "1970-01-01T00:00:02.000001"];
  expect(await convert("--quiet", ...both)).toEqual([2]);
});

it("CSV goes to standard output, the summary then does not", () => {
  const folder = folderWith({ "a.csv": CSV });
  const { code, stdout, stderr } = spawned(folder, "convert", "a.csv", "--out", "-");
  expect(code).toBe(0);
  expect(stdout.split("\n").slice(1).join("\n").replace("clear,,,", "clear,,0,0")).toBe(CSV);
  expect(stderr).toContain("4 records in -\n");
});

it("facts stated by the user are written as stated, no longer as guesses", async () => {
  const folder = folderWith({ "t.csv": TRADES });
  const facts = { symbol: "XYZ", multiplier: 10, session: { open: "09:00", close: "17:00" } };
  writeFileSync(join(folder, "facts.json"), JSON.stringify(facts));
  const args = ["--instrument", "facts.json", "--contract", "inverse", "--lot-size", "0.5"];
  await command(folder, "convert", "t.csv", "--out", "t.vit", ...args);
  const source = await openSource(join(folder, "t.vit"));
  expect(source.facts).toEqual({ ...facts, tickSize: 0.01, lotSize: 0.5, contract: "inverse" });
  expect(source.inferred).toEqual(["tickSize"]);
  await allTicks(source);
});

it("columns and a symbol can be named; files of several formats are merged", async () => {
  const table = "when;px;q;who\n2;11;1;A\n3;12;1;B\n4;13;1;A\n";
  const folder = folderWith({ "a.csv": CSV, "t.csv": table });
  const columns = ["--columns", "time=when,price=px,size=q,symbol=who", "--symbol", "A"];
  const { code, stdout } = await command(
    folder,
    "convert",
    "a.csv",
    "t.csv",
    "--out",
    "all.vit",
    ...columns,
  );
  expect(code).toBe(0);
  expect(stdout).toContain("ticks-csv + csv\n");
  expect(stdout).toContain("1 line of other symbols, skipped");
  expect(stdout).toContain("merged by exchange time: results are not causal");
  const merged = await openSource(join(folder, "all.vit"));
  expect(merged.isCausal).toBe(false);
  const ticks = (await allTicks(merged)).filter(
    ({ price, flags }) => price > 0 && (flags & 15) !== 7,
  );
  expect(ticks.map(({ timeUs, price }) => [timeUs / SECOND, price])).toEqual([
    [1, 100],
    [2, 100],
    [2, 11],
    [3, 101],
    [4, 13],
  ]);
});

it("wrong usage is one sentence and exit code 2", async () => {
  const folder = folderWith({ "a.csv": CSV, "t.csv": TRADES });
  mkdirSync(join(folder, "dir"));
  const refused = async (...args: string[]) => {
    const { code, stdout, stderr } = await command(folder, "convert", ...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    return stderr;
  };
  expect(await refused("a.csv", "--out", "x.txt")).toContain('"x.txt" must end in .vit');
  expect(await refused("a.csv", "--out", "a.csv")).toContain("is an input");
  expect(await refused("b.csv", "--out", "x.vit")).toContain("does not exist");
  expect(await refused("a.csv", "--out", "no/x.vit")).toContain("cannot be written");
  expect(await refused("dir", "--out", "x.vit")).toContain("is a directory");
  expect(await refused("a.csv", "-o", "x.vit", "--from", "soon")).toContain("It must be a time");
  expect(await refused("a.csv", "-o", "x.vit", "--from", "2", "--to", "1")).toContain(
    "from must be",
  );
  expect(await refused("a.csv", "-o", "x.vit", "--columns", "time")).toContain("must look like");
  expect(await refused("a.csv", "-o", "x.vit", "--columns", "time=t")).toContain("columns are for");
  expect(await refused("t.csv", "-o", "x.vit", "--columns", "pryce=t")).toContain("did you mean");
  expect(readdirSync(folder).sort()).toEqual(["a.csv", "dir", "t.csv"]);
});

it("bad data under --strict end the run with exit code 1 and leave no file", async () => {
  const folder = folderWith({ "t.csv": `${TRADES}1700000002,ten,1,buy\n` });
  const lenient = await command(folder, "convert", "t.csv", "--out", "t.vit");
  expect(lenient.stdout).toContain('first bad line: t.csv:4: price must be a number, was "ten"');
  const strict = await command(folder, "convert", "t.csv", "--out", "u.vit", "--strict");
  expect(strict.code).toBe(1);
  expect(strict.stderr).toContain("price must be a number");
  expect(readdirSync(folder).sort()).toEqual(["t.csv", "t.vit"]);
});
