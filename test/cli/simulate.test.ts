/** The synthetic market in a file is the one in memory, and its truth lies beside it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { syntheticSource } from "../../bindings/sources/index.ts";
import { command, csv, emptyFolder } from "./command.ts";

it("replaying the file gives the rows of replaying the market itself", async () => {
  const folder = emptyFolder();
  const market = ["--seed", "11", "--ticks", "20000"];
  expect((await command(folder, "simulate", ...market, "--out", "ticks.csv")).code).toBe(0);
  const rows = ["--every", "10", "--quiet", "--out"];
  expect((await command(folder, "replay", "ticks.csv", ...rows, "file.csv")).code).toBe(0);
  expect((await command(folder, "replay", ...market, ...rows, "market.csv")).code).toBe(0);
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  expect(csv(read("market.csv")).rows.length).toBeGreaterThan(500);
  expect(read("file.csv")).toBe(read("market.csv"));
});

it("the same seed gives the same bytes, another seed others", async () => {
  const folder = emptyFolder();
  const run = async (seed: string) => {
    await command(folder, "simulate", "--seed", seed, "--ticks", "2000", "--out", "ticks.csv");
    return readFileSync(join(folder, "ticks.csv"), "utf8");
  };
  const once = await run("3");
  expect(await run("3")).toBe(once);
  expect(await run("4")).not.toBe(once);
});

it("writes the planted episodes beside the ticks", async () => {
  const folder = emptyFolder();
  const args = ["--seconds", "600", "--rate", "50", "--episodes", "60", "--seed", "2"];
  const { stdout } = await command(folder, "simulate", ...args, "--out", "ticks.csv");
  expect(readdirSync(folder).sort()).toEqual(["ticks.csv", "ticks.truth.csv"]);
  const { header, rows } = csv(readFileSync(join(folder, "ticks.truth.csv"), "utf8"));
  expect(header).toEqual(["startUs", "endUs", "direction", "strength", "startMid", "endMid"]);

  const options = { durationSeconds: 600, ticksPerSecond: 50, episodesPerHour: 60, seed: 2 };
  const source = syntheticSource(options);
  for await (const _ of source);
  expect(rows.map((row) => Number(row[0]))).toEqual(source.truth.map(({ startUs }) => startUs));
  expect(rows.length).toBeGreaterThan(2);
  expect(stdout).toContain(`${rows.length} planted episodes in ticks.truth.csv`);
});

it("planted faults are found again by the replay", async () => {
  const folder = emptyFolder();
  const args = ["--ticks", "30000", "--faults", "0.01", "--out", "ticks.csv"];
  await command(folder, "simulate", ...args);
  const { stdout } = await command(folder, "replay", "ticks.csv", "--json");
  const { source, engine } = JSON.parse(stdout).quality;
  const names = [...source, ...engine].map((finding) => finding.name);
  for (const name of ["gaps", "timeReversals", "crossedMessages", "badSizes", "unknownSides"]) {
    expect(names).toContain(name);
  }
});
