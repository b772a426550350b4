/** Replay writes the rows of the engine, all of them, and says what it saw. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { createEngineSync } from "../../bindings/index.ts";
import { syntheticSource } from "../../bindings/sources/index.ts";
import { command, csv, emptyFolder, ticksCsv } from "./command.ts";

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
  const { code } = command(folder, "replay", ...args, "--out", "rows.csv", "--quiet");
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
      expected.push([row.time, row.sequence, flags[index], ...values]);
    }
  });
  for await (const batch of source) engine.push(batch);
  const read = rows.map((row) => row.map((text) => (text === "" ? NaN : Number(text))));
  expect(read.length).toBeGreaterThan(10);
  expect(read).toEqual(expected.map((row) => row.map((value) => value + 0)));
});

it("a small file gives the rows one computes by hand", () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "book.csv"), BOOK);
  const signals = "bid,ask,queueImbalance,ofi,buyVolume";
  const args = ["--tick-size", "1", "--signals", signals, "--out", "-", "--quiet"];
  const { code, stdout } = command(folder, "replay", "book.csv", ...args);
  expect(code).toBe(0);
  const { header, rows } = csv(stdout);
  expect(header.slice(3)).toEqual(signals.split(","));
  const values = rows.map((row) => [row[0], ...row.slice(3)].join(" "));
  expect(values).toEqual([
    "1000000 100 101 0.25 0 0",
    "2000000 100 101 0.5 4 0",
    "3000000 100 101 0.5 0 2",
    "4000000 100   3 0",
  ]);
});

it("gzip is unpacked and several files are one stream", () => {
  const folder = emptyFolder();
  const [header, ...lines] = BOOK.trimEnd().split("\n");
  writeFileSync(join(folder, "all.csv"), BOOK);
  writeFileSync(join(folder, "a.csv"), `${[header, ...lines.slice(0, 3)].join("\n")}\n`);
  const rest = `${[header, ...lines.slice(3)].join("\n")}\n`;
  writeFileSync(join(folder, "b.csv.gz"), gzipSync(rest));
  const args = ["--tick-size", "1", "--out", "-", "--quiet"];
  const whole = command(folder, "replay", "all.csv", ...args);
  const parts = command(folder, "replay", "a.csv", "b.csv.gz", ...args);
  expect(whole.code).toBe(0);
  expect(parts).toEqual(whole);
});

it("the summary for machines is JSON and says what the one for humans says", () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "book.csv"), BOOK);
  const args = ["replay", "book.csv", "--tick-size", "1"];
  const machine = command(folder, ...args, "--json");
  const summary = JSON.parse(machine.stdout);
  expect(summary).toMatchObject({
    source: { format: "ticks-csv", files: ["book.csv"] },
    facts: { tickSize: 1, contract: "linear" },
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

  const human = command(folder, ...args);
  expect(human.stdout).toContain("6 ticks in 4 messages, 1 trades");
  expect(human.stdout).toContain("4 every message");
  expect(human.stdout).not.toContain("\x1b");
  expect(human.stderr).toBe("");
});

it("rows on standard output leave no room for anything else there", () => {
  const folder = emptyFolder();
  const args = ["replay", "--ticks", "2000", "--out", "-"];
  const { stdout, stderr } = command(folder, ...args);
  const { header, rows } = csv(stdout);
  expect(rows.every((row) => row.length === header.length)).toBe(true);
  expect(stderr).toContain("synthetic market");
  const both = command(folder, ...args, "--json");
  expect(both.code).toBe(2);
  expect(both.stderr).toContain("--json and --out -");
});

it("facts come from a file, and options win over it", () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "book.csv"), BOOK);
  const facts = { symbol: "XYZ", tickSize: 0.5, lotSize: 0.5, contract: "inverse" };
  writeFileSync(join(folder, "facts.json"), JSON.stringify(facts));
  const args = ["replay", "book.csv", "--instrument", "facts.json", "--json"];
  const { facts: known, source } = JSON.parse(command(folder, ...args).stdout);
  expect(known).toMatchObject({ tickSize: 0.5, lotSize: 0.5, contract: "inverse" });
  expect(source.symbol).toBe("XYZ");
  const over = command(folder, ...args, "--tick-size", "1");
  expect(JSON.parse(over.stdout).facts.tickSize).toBe(1);

  writeFileSync(join(folder, "facts.json"), `{ "tikSize": 1 }`);
  const wrong = command(folder, ...args);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toBe(
    `error: "facts.json": unknown key "tikSize"; did you mean "tickSize"?\n`,
  );
});

it("a finished run leaves one file and nothing temporary", () => {
  const folder = emptyFolder();
  command(folder, "replay", "--ticks", "2000", "--out", "rows.csv", "--quiet");
  expect(readdirSync(folder)).toEqual(["rows.csv"]);
});
