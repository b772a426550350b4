/** `--quiet` and `--json` mean the same in every command. */
import { expect, it } from "vitest";
import { command, emptyFolder } from "./command.ts";

/** Commands with a summary, on a small market that lies in `day.vit`. */
const RUNS: [name: string, args: string[]][] = [
  ["replay", ["day.vit"]],
  ["inspect", ["day.vit"]],
  ["convert", ["day.vit", "--out", "out.csv"]],
  ["simulate", ["--ticks", "2000", "--out", "more.csv"]],
  ["bench", ["--ticks", "2000", "--rounds", "1"]],
];

async function folderWithDay(): Promise<string> {
  const folder = emptyFolder();
  await command(folder, "simulate", "--ticks", "2000", "--out", "day.vit", "--quiet");
  return folder;
}

it.each(RUNS)("%s: quiet says nothing, JSON is one object, also if quiet", async (name, args) => {
  const folder = await folderWithDay();
  expect(await command(folder, name, ...args, "--quiet")).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
  for (const more of [["--json"], ["--json", "--quiet"]]) {
    const { code, stdout, stderr } = await command(folder, name, ...args, ...more);
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: false });
  }
  const human = await command(folder, name, ...args);
  expect([human.code, human.stderr]).toEqual([0, ""]);
  expect(human.stdout).not.toBe("");
});

it.each(["signals", "formats"])("%s is a list for machines too", async (name) => {
  const { code, stdout } = await command(emptyFolder(), name, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout).length).toBeGreaterThan(10);
});

it.each([
  ["replay", ["--json", "--out", "-"], "--json and --out - both write to standard output"],
  ["replay", ["--out", "x.csv", "--report", "x.csv"], "--out and --report name the same file"],
  ["convert", ["day.vit", "--json", "--out", "-"], "--json and --out - both write"],
  ["simulate", ["--json", "--out", "-"], "--json and --out - both write"],
  ["simulate", ["--out", "-", "--truth", "-"], "--out - and --truth - both write"],
  ["simulate", ["--out", "x.csv", "--truth", "x.csv"], "--out and --truth name the same file"],
  ["simulate", ["--out", "x.txt"], "must end in .vit (binary) or .csv"],
  ["simulate", [], "--out is missing"],
  ["convert", ["day.vit"], "--out is missing"],
])("%s %j: two outputs in one place, or none, are refused", async (name, args, words) => {
  const { code, stdout, stderr } = await command(await folderWithDay(), name, ...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toContain(words);
});

it("a simulation in binary replays like the one in text", async () => {
  const folder = await folderWithDay();
  await command(folder, "simulate", "--ticks", "2000", "--out", "day.csv", "--quiet");
  const summaryOf = async (file: string) =>
    JSON.parse((await command(folder, "replay", file, "--json")).stdout);
  const fromText = await summaryOf("day.csv");
  const fromBinary = await summaryOf("day.vit");
  for (const key of ["records", "ticks", "messages", "rows", "lastRow", "firstTime"]) {
    expect(fromBinary[key]).toEqual(fromText[key]);
  }
});
