/** A file of rows has its name when it is complete, and at no time before. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parquetMetadata } from "hyparquet";
import { describe, expect, it } from "vitest";
import { OutputError, RowFile } from "../../bindings/outputs/row-file.ts";
import { command, emptyFolder, start } from "../cli/command.ts";
import { OPTIONS, replayMarket } from "./rows.ts";

const ENDINGS = ["csv", "ndjson", "jsonl", "parquet", "arrow", "feather", "arrows"];

describe.each(ENDINGS)("rows.%s", (ending) => {
  it("appears with commit, not with its rows, and replaces what was there", async () => {
    const path = join(emptyFolder(), `rows.${ending}`);
    writeFileSync(path, "older");
    const file = new RowFile(path, OPTIONS);
    await replayMarket(3000, (table) => file.writeRows(table));
    expect(readFileSync(path, "utf8")).toBe("older");
    file.commit();
    expect(readFileSync(path).length).toBeGreaterThan(1000);
    expect(readdirSync(join(path, ".."))).toEqual([`rows.${ending}`]);
  });

  it("is gone when it is abandoned", async () => {
    const folder = emptyFolder();
    const file = new RowFile(join(folder, `rows.${ending}`), OPTIONS);
    await replayMarket(3000, (table) => file.writeRows(table));
    file.abandon();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is written by the command too", async () => {
    const folder = emptyFolder();
    const args = ["--ticks", "3000", "--quiet", "--out", `rows.${ending}`];
    expect((await command(folder, "replay", ...args)).code).toBe(0);
    expect(readdirSync(folder)).toEqual([`rows.${ending}`]);
  });
});

it("a process that dies leaves no half file under the name", async () => {
  const folder = emptyFolder();
  const args = ["--ticks", "4000000000", "--every", "10", "--out", "rows.parquet"];
  const child = start(folder, "replay", ...args);
  const ended = new Promise((resolve) => child.on("exit", resolve));
  while (readdirSync(folder).length === 0) await new Promise((wait) => setTimeout(wait, 50));
  child.kill("SIGKILL");
  await ended;
  expect(existsSync(join(folder, "rows.parquet"))).toBe(false);
});

it("Ctrl-C finishes a file that can be read", async () => {
  const folder = emptyFolder();
  const args = ["--ticks", "4000000000", "--every", "10", "--out", "rows.parquet"];
  const child = start(folder, "replay", ...args);
  const ended = new Promise((resolve) => child.on("exit", resolve));
  while (readdirSync(folder).length === 0) await new Promise((wait) => setTimeout(wait, 50));
  await new Promise((wait) => setTimeout(wait, 300));
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  const bytes = new Uint8Array(readFileSync(join(folder, "rows.parquet")));
  expect(parquetMetadata(bytes.buffer).num_rows).toBeGreaterThan(0n);
});

describe("what cannot be written is said in a sentence", () => {
  const known = ".csv, .parquet, .arrow, .feather, .arrows, .ndjson, .jsonl";

  it("an unknown ending names the known ones", async () => {
    const { code, stderr } = await command(emptyFolder(), "replay", "--out", "rows.xlsx");
    expect([code, stderr]).toEqual([
      2,
      `error: "rows.xlsx" must end in one of ${known}: the ending says what is written\n`,
    ]);
    expect(() => new RowFile("rows", OPTIONS)).toThrow(`"rows" must end in one of ${known}`);
  });

  it("a folder that is not there", () => {
    const path = join(emptyFolder(), "no", "rows.csv");
    expect(() => new RowFile(path, OPTIONS)).toThrow(OutputError);
  });

  it("wrong options, before a file is begun", () => {
    const folder = emptyFolder();
    const path = join(folder, "rows.csv");
    expect(() => new RowFile(path, { tickSize: -1 })).toThrow("tickSize must be positive");
    expect(readdirSync(folder)).toEqual([]);
  });
});

it("endings are known in capitals, devices without one take CSV", async () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, "a.b"));
  const args = ["--ticks", "2000", "--quiet", "--out"];
  expect((await command(folder, "replay", ...args, "a.b/ROWS.NDJSON")).code).toBe(0);
  const [line] = readFileSync(join(folder, "a.b/ROWS.NDJSON"), "utf8").split("\n");
  expect(JSON.parse(line)).toMatchObject({ sequence: 0 });
  expect((await command(folder, "replay", ...args, "/dev/null")).code).toBe(0);
});
