/** Replay writes the rows of the engine, all of them, and says what it saw. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { createEngineSync } from "../../bindings/index.ts";
import { syntheticSource } from "../../bindings/sources/index.ts";
import { command, csv, emptyFolder, spawned, ticksCsv } from "./command.ts";

const SECOND = 1e6;
const BOOK = ticksCsv([
  {
    timeUs: 1 * SECOND,
    ticks: [
      ["clear", "", 0, 0],
      ["level", "bid", 100, 5],
      ["level", "ask", 101, 3],
    ],
  },
  { timeUs: 2 * SECOND, ticks: [["level", "bid", 100, 9]] },
  { timeUs: 3 * SECOND, ticks: [["trade", "buy", 101, 2]] },
  { timeUs: 4 * SECOND, ticks: [["level", "ask", 101, 0]] },
]);

it("rows in the file are the rows of the engine, to the bit", async () => {
  const folder = emptyFolder();
  const args = ["--seed", "5", "--ticks", "20000", "--every", "100ms"];
  const { code } = await command(folder, "replay", ...args, "--out", "rows.csv", "--quiet");
  expect(code).toBe(0);
  const { header, rows } = csv(readFileSync(join(folder, "rows.csv"), "utf8"));

  const source = syntheticSource({ seed: 5, ticks: 20000 });
  const { tickSize, lotSize, contract, multiplier } = source.facts;
  const engine = createEngineSync({ tickSize, lotSize, contract, multiplier, every: "100ms" });
  expect(header).toEqual(["time", "sequence", "flags", ...engine.columns]);
  const expected: number[][] = [];
  engine.onRows((table) => {
    const flags = table.borrowFlags();
    for (let index = 0; index < table.length; index++) {
      const row = table.row(index);
      const values = engine.columns.map((name) => row[name]);
      // In CSV, -0 is written as 0.
      expected.push([row.time, row.sequence, flags[index], ...values.map((value) => value + 0)]);
    }
  });
  for await (const batch of source) engine.push(batch);
  const read = rows.map((row) => row.map((text) => (text === "" ? NaN : Number(text))));
  expect(read.length).toBeGreaterThan(10);
  expect(read).toEqual(expected);
});

it("a small file gives the rows one computes by hand, on standard output too", () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "book.csv"), BOOK);
  const signals = "bid,ask,queueImbalance,ofi,buyVolume";
  const args = ["--tick-size", "1", "--signals", signals, "--out", "-"];
  const { code, stdout, stderr } = spawned(folder, "replay", "book.csv", ...args);
  expect(code).toBe(0);
  expect(stderr).toContain("4 every message");
  const { header, rows } = csv(stdout);
  expect(header.slice(3)).toEqual(signals.split(","));
  const values = rows.map((row) => [row[0], ...row.slice(3)].join(" "));
  expect(values).toEqual([
    "1000000 100 101 0.25 0 0",
    "2000000 100 101 0.5 4 0",
    "3000000 100 101 0.5 0 2",
    "4000000 100  1 3 0",
  ]);
});

it("gzip is unpacked and several files are one stream", async () => {
  const folder = emptyFolder();
  const [header, ...lines] = BOOK.trimEnd().split("\n");
  writeFileSync(join(folder, "all.csv"), BOOK);
  writeFileSync(join(folder, "a.csv"), `${[header, ...lines.slice(0, 3)].join("\n")}\n`);
  const rest = `${[header, ...lines.slice(3)].join("\n")}\n`;
  writeFileSync(join(folder, "b.csv.gz"), gzipSync(rest));
  const args = ["--tick-size", "1", "--quiet", "--out"];
  expect((await command(folder, "replay", "all.csv", ...args, "whole.csv")).code).toBe(0);
  expect((await command(folder, "replay", "a.csv", "b.csv.gz", ...args, "parts.csv")).code).toBe(0);
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  expect(read("parts.csv")).toBe(read("whole.csv"));
});

it("the summary for machines is JSON and says what the one for humans says", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "book.csv"), BOOK);
  const args = ["replay", "book.csv", "--tick-size", "1"];
  const machine = await command(folder, ...args, "--json");
  const summary = JSON.parse(machine.stdout);
  expect(summary).toMatchObject({
    source: { format: "ticks-csv", files: ["book.csv"] },
    facts: { tickSize: 1, contract: "linear" },
    records: 6,
    ticks: 6,
    messages: 4,
    trades: 1,
    rows: 4,
    firstTime: 1e6,
    lastTime: 4e6,
    interrupted: false,
  });
  expect(summary.facts.inferred).not.toContain("tickSize");
  expect(machine.stderr).toBe("");

  const human = await command(folder, ...args);
  expect(human.stdout).toContain("6 ticks in 4 messages, 1 trade\n");
  expect(human.stdout).toContain("4 every message");
  expect(human.stdout).not.toContain("\x1b");
  expect(human.stderr).toBe("");
});

it("facts come from a file, and options win over it", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "book.csv"), BOOK);
  const facts = { symbol: "XYZ", tickSize: 0.5, lotSize: 0.5, contract: "inverse" };
  writeFileSync(join(folder, "facts.json"), JSON.stringify(facts));
  const args = ["replay", "book.csv", "--instrument", "facts.json", "--json"];
  const { facts: known, source } = JSON.parse((await command(folder, ...args)).stdout);
  expect(known).toMatchObject({ tickSize: 0.5, lotSize: 0.5, contract: "inverse" });
  expect(source.symbol).toBe("XYZ");
  const over = await command(folder, ...args, "--tick-size", "1");
  expect(JSON.parse(over.stdout).facts.tickSize).toBe(1);

  writeFileSync(join(folder, "facts.json"), `{ "tikSize": 1 }`);
  const { code, stderr } = await command(folder, ...args);
  expect(code).toBe(2);
  expect(stderr).toBe(`error: "facts.json": unknown key "tikSize"; did you mean "tickSize"?\n`);
});

it("a finished run leaves one file and nothing temporary", async () => {
  const folder = emptyFolder();
  await command(folder, "replay", "--ticks", "2000", "--out", "rows.csv", "--quiet");
  expect(readdirSync(folder)).toEqual(["rows.csv"]);
});
