/** Bench measures what it says, on the ticks it says; how fast they are is nobody's law. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { BenchSummary } from "../../bindings/cli/bench/report.ts";
import { medianOf } from "../../bindings/cli/bench/report.ts";
import { command, emptyFolder } from "./command.ts";

const SMALL = ["--ticks", "4000", "--rounds", "3"];

async function summaryOf(folder: string, ...args: string[]): Promise<BenchSummary> {
  const { code, stdout, stderr } = await command(folder, "bench", ...args, "--json", "--quiet");
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

it("measures presets on clocks, batch sizes and reading, in the rounds asked for", async () => {
  const { ticks, rounds, figures, interrupted } = await summaryOf(emptyFolder(), ...SMALL);
  expect([rounds, interrupted]).toEqual([3, false]);
  expect(ticks).toMatchObject({ format: "synthetic", seed: 1, isCut: false });
  expect(ticks.records).toBeGreaterThanOrEqual(4000);
  expect(ticks.ticks).toBeLessThan(ticks.records);
  const names = (group: string) => figures.filter((each) => each.group === group);
  const kinds = names("engine").map(({ signals, every }) => `${signals} ${every}`);
  const clocks = ["message", "10", "100ms"];
  expect(kinds).toEqual(["bench20", "quotes"].flatMap((list) => clocks.map((c) => `${list} ${c}`)));
  expect(names("batches").length).toBe(7);
  expect(names("reading").map(({ name }) => name)).toEqual([
    "the ticks as CSV",
    "the ticks as .vit",
  ]);
  for (const { nsPerTick, ticksPerSecond } of figures) {
    expect(nsPerTick.rounds.length).toBe(3);
    expect(nsPerTick.median).toBe(medianOf(nsPerTick.rounds));
    expect(nsPerTick.lowest).toBe(Math.min(...nsPerTick.rounds));
    expect(nsPerTick.highest).toBe(Math.max(...nsPerTick.rounds));
    expect(ticksPerSecond * nsPerTick.median).toBeCloseTo(1e9, 0);
  }
});

it("all of its rows are made: as many as a replay makes, however ticks are pushed", async () => {
  const folder = emptyFolder();
  const rows = ["--signals", "bid,ofi", "--every", "10"];
  const replay = await command(folder, "replay", "--ticks", "4000", ...rows, "--json");
  const expected: number = JSON.parse(replay.stdout).rows;
  const { figures, ticks } = await summaryOf(folder, ...SMALL, ...rows);
  expect(ticks.ticks).toBe(JSON.parse(replay.stdout).ticks);
  const made = figures.filter(({ group }) => group !== "reading").map((each) => each.rows);
  expect(made).toEqual(made.map(() => expected));
  expect(made.length).toBe(8);
});

it("a file is read as far as the limit says, and read again from three forms", async () => {
  const folder = emptyFolder();
  await command(folder, "simulate", "--ticks", "20000", "--out", "day.vit", "--quiet");
  const { ticks, figures } = await summaryOf(
    folder,
    ...["day.vit", "--limit", "6000", "--rounds", "1", "--every", "100", "--signals", "mid"],
  );
  expect(ticks).toMatchObject({ files: ["day.vit"], format: "ticks-binary", isCut: true });
  expect(ticks.records).toBeGreaterThanOrEqual(6000);
  expect(ticks.records).toBeLessThan(15000);
  const reading = figures.filter(({ group }) => group === "reading");
  expect(reading.map(({ name }) => name)).toEqual([
    "the files (ticks-binary)",
    "the ticks as CSV",
    "the ticks as .vit",
  ]);
  for (const { bytes } of reading) expect(bytes).toBeGreaterThan(ticks.records * 20);
  expect(readdirSync(folder).sort()).toEqual(["day.truth.csv", "day.vit"]);
});

it("says it as a table with machine, rounds and a warning", async () => {
  const { code, stdout } = await command(emptyFolder(), "bench", ...SMALL);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^machine .*Node /m);
  expect(stdout).toContain("3 after one to warm up; wall time, median and range");
  expect(stdout).toMatch(/^engine +ns\/tick +range +M ticks\/s +rows$/m);
  expect(stdout).toMatch(/^ +push of 1 record +\d/m);
  expect(stdout.split("\n").filter((line) => line !== line.trimEnd())).toEqual([]);
});

it("wrong usage is one sentence", async () => {
  const folder = emptyFolder();
  for (const [args, words] of [
    [["--rounds", "0"], "from 1 up"],
    [["x.csv", "--seed", "2"], "--seed and --ticks belong to the synthetic market"],
    [["--symbol", "X"], "--symbol belongs to files"],
    [[join(folder, "none.csv")], "does not exist"],
  ] as const) {
    const { code, stdout, stderr } = await command(folder, "bench", ...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toContain(words);
  }
});
