/** `inspect` says what is wrong with data, and nothing of data that are sound. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sharedPath } from "../helpers/shared.ts";
import { command, emptyFolder } from "./command.ts";

const START = 1_700_000_000_000_000;
const HEADER = "time_us,kind,side,price,size\n";

/** A book at 100.0 / 100.2, then the given rows, a second apart. */
function ticks(...rows: string[]): string {
  const book = [`${START},clear,,,`, `${START},level,bid,100.0,5`, `${START},level,ask,100.2,5`];
  const later = rows.map((row, at) => `${START + (at + 1) * 1e6},${row}`);
  return `${HEADER}${[...book, ...later].join("\n")}\n`;
}

async function inspect(text: string, ...args: string[]) {
  const folder = emptyFolder();
  writeFileSync(join(folder, "ticks.csv"), text);
  const { code, stdout, stderr } = await command(folder, "inspect", "ticks.csv", "--json", ...args);
  return { code, stderr, report: stdout === "" ? null : JSON.parse(stdout) };
}

const namesOf = (list: { name: string }[]) => list.map(({ name }) => name);

test("sound data have no faults, strict or not", async () => {
  const text = ticks("trade,buy,100.2,1", "level,bid,100.1,2");
  const { code, report } = await inspect(text, "--strict");
  expect(code).toBe(0);
  expect(report).toMatchObject({ format: "ticks-csv", tickSize: 0.1, faults: [], trades: 1 });
  expect(report.lastTime - report.firstTime).toBe(2e6);
});

test.each([
  ["a crossed book", "crossedMessages", ["level,bid,100.3,1", "trade,buy,100.2,1"]],
  ["a size that is none", "badSizes", ["level,bid,100.0,-5"]],
  ["a gap", "gaps", ["gap,,,", "level,bid,100.0,5"]],
  ["a row that is none", "badLines", ["level,nobody,100.0,5"]],
])("%s is a fault, and strict says so by its exit code", async (_, name, rows) => {
  const text = ticks(...rows);
  const tolerant = await inspect(text, "--tick-size", "0.1", "--lot-size", "1");
  expect(namesOf(tolerant.report.faults)).toContain(name);
  expect(tolerant.code).toBe(0);
  expect((await inspect(text, "--strict", "--tick-size", "0.1", "--lot-size", "1")).code).toBe(1);
});

test("the book's crossed time is the time it stood crossed", async () => {
  const text = `${ticks("level,bid,100.3,1")}${START + 5e6},level,bid,100.3,0\n`;
  expect((await inspect(text)).report).toMatchObject({ crossedSeconds: 4, lockedSeconds: 0 });
});

test("the book is made from the best quotes if they are asked for", async () => {
  const quotes = [`${START + 1e6},quote,bid,100.2,5`, `${START + 1e6},quote,ask,100.2,5`];
  const text = `${ticks()}${quotes.join("\n")}\n${START + 3e6},trade,buy,100.2,1\n`;
  expect((await inspect(text, "--book", "quotes")).report.lockedSeconds).toBe(2);
  expect((await inspect(text)).report.lockedSeconds).toBe(0);
});

test("a book that is not known does not stand crossed", async () => {
  const text = ticks("level,bid,100.3,1", "gap,,,", "trade,buy,100.2,1");
  expect((await inspect(text)).report.crossedSeconds).toBe(1);
});

test("a level off the grid suggests a finer one, on which all others lie as well", async () => {
  const { report } = await inspect(ticks("level,bid,100.05,1"), "--tick-size", "0.1");
  expect(namesOf(report.faults)).toContain("offGridLevels");
  expect(report.suggestedTickSize).toBe(0.01);
  const quarters = await inspect(ticks("level,bid,100.25,1"), "--tick-size", "0.25");
  expect(quarters.report.suggestedTickSize).toBe(0.01);
  expect(quarters.report.offGrid).toMatch(
    /level at 100\.2 lies off .* 0\.25: try --tick-size 0\.01/,
  );
});

test("a guessed grid that is too coarse is reported with a finer one", async () => {
  const rows = Array.from({ length: 60_000 }, () => "trade,buy,100.2,1");
  const { report } = await inspect(ticks(...rows, "level,bid,100.05,1"));
  expect(report).toMatchObject({ tickSize: 0.1, suggestedTickSize: 0.01 });
  expect(report.offGrid).toMatch(/0\.1 was inferred .* 100\.05 .* try --tick-size 0\.01/);
});

test("a long pause is told, and is no fault", async () => {
  const quiet = ticks(...Array.from({ length: 300 }, () => "trade,buy,100.2,1")).replaceAll(
    /^(\d{16})/gm,
    (time) => String(START + (Number(time) - START) / 1000),
  );
  const late = `${START + 600e6},trade,buy,100.2,1\n`;
  const { code, report } = await inspect(quiet + late, "--strict");
  expect(code).toBe(0);
  expect(report.silences).toHaveLength(1);
  expect(report.silences[0].lengthUs).toBeCloseTo(600e6 - 0.3e6, -3);
});

test("of several sources each is told of, and the whole", async () => {
  const folder = emptyFolder();
  const trade = `${START / 1000 + 1500},100.2,1`;
  writeFileSync(join(folder, "ticks.csv"), ticks("level,bid,100.1,2"));
  writeFileSync(join(folder, "trades.csv"), `time,price,size\n${trade}\nnever,100.2,1\n`);
  const files = ["ticks.csv", "trades.csv"];
  const { stdout } = await command(folder, "inspect", ...files, "--json");
  const { sources, ...whole } = JSON.parse(stdout);
  expect(whole).toMatchObject({ format: "ticks-csv + csv", levels: 3, trades: 1 });
  expect(sources.map(({ format }: { format: string }) => format)).toEqual(["ticks-csv", "csv"]);
  expect(sources.map(({ faults }: { faults: [] }) => namesOf(faults))).toEqual([[], ["badLines"]]);
  expect(namesOf(whole.faults)).toEqual(["badLines"]);
  const text = (await command(folder, "inspect", ...files)).stdout;
  expect(text).toMatch(/part +ticks-csv: tick 0\.1/);
  expect(text).toMatch(/part +csv: .*\n +1 line that could not be read/);
});

test("a gap that source and engine have counted is told once", async () => {
  const folder = emptyFolder();
  const rows = ["1700000000000,100.0,5,bid,true,0", "1700000001000,100.0,6,bid,false,1"];
  const header = "time,price,size,side,isSnapshot,gap";
  writeFileSync(join(folder, "book.csv"), `${header}\n${rows.join("\n")}\n`);
  const { stdout } = await command(folder, "inspect", "book.csv", "--json");
  expect(namesOf(JSON.parse(stdout).faults)).toEqual(["gaps"]);
});

test("times that cross over where sources are merged by receipt are no fault", async () => {
  const folder = emptyFolder();
  const book = "1700000000000000,1700000000300000,100.0,5,bid,true";
  const trade = "exchange,BTC,1699999999900000,1700000000400000,1,buy,100.2,1";
  const names = "time,localTime,price,size,side,isSnapshot";
  const tardis = "exchange,symbol,timestamp,local_timestamp,id,side,price,amount";
  writeFileSync(join(folder, "book.csv"), `${names}\n${book}\n`);
  writeFileSync(join(folder, "trades.csv"), `${tardis}\n${trade}\n`);
  const { stdout } = await command(folder, "inspect", "book.csv", "trades.csv", "--json");
  const { faults, remarks } = JSON.parse(stdout);
  expect(faults).toEqual([]);
  expect(namesOf(remarks)).toContain("timeReversals");
});

test("the report for humans names file, faults and the first bad line", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "ticks.csv"), ticks("level,nobody,100.0,5"));
  const { stdout } = await command(folder, "inspect", "ticks.csv");
  expect(stdout).toMatch(/faults +1 line that could not be read/);
  expect(stdout).toMatch(/first bad line: ticks.csv:5: /);
});

test("replay stops where an inferred tick size turns out too coarse", async () => {
  const folder = emptyFolder();
  const rows = Array.from({ length: 60_000 }, () => "trade,buy,100.2,1");
  writeFileSync(join(folder, "ticks.csv"), ticks(...rows, "level,bid,100.05,1"));
  const { code, stderr } = await command(folder, "replay", "ticks.csv", "--every", "60s");
  expect(code).toBe(2);
  expect(stderr).toMatch(/tick size 0\.1 was inferred .* 100\.05 .* try --tick-size 0\.01/);
});

const quality = sharedPath("data/data-quality-trx-2025");
const pairs = quality === null ? [] : readdirSync(quality).filter((name) => /\.gz$/.test(name));

test.each(pairs)("planted faults are found, none are invented: %s", async (name) => {
  const { code } = await command(quality!, "inspect", name, "--strict", "--quiet");
  const isSound = name.includes("positive") || /negative.*depth_stream_usd_m.*03-2025/.test(name);
  expect(code).toBe(isSound ? 0 : 1);
});

const cutOff = pairs.filter((name) => /positive.*depth_stream_spot/.test(name));

test.each(cutOff)("the jump to the end of the day is a silence and no fault: %s", async (name) => {
  const { stdout } = await command(quality!, "inspect", name, "--json");
  const { silences, faults, lastTime } = JSON.parse(stdout);
  expect(faults).toEqual([]);
  expect(silences).toHaveLength(1);
  expect(silences[0].fromUs + silences[0].lengthUs).toBe(lastTime);
  expect(silences[0].lengthUs).toBeGreaterThan(23 * 3600e6);
});
