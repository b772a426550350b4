/** Options from a file are those typed, and what is typed wins; the schema says the same. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, it, test } from "vitest";
import { configurable } from "../../bindings/cli/config/config.ts";
import { configSchema } from "../../bindings/cli/config/schema.ts";
import { program } from "../../bindings/cli/program.ts";
import { command, csv, emptyFolder } from "./command.ts";

function folderWith(config: unknown): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, "run.json"), JSON.stringify(config));
  return folder;
}

const headerOf = (folder: string, name: string) => {
  return csv(readFileSync(join(folder, name), "utf8")).header.slice(3);
};

it("gives what typing the same gives", async () => {
  const chart = ["ofi:ewma,lambda=0.1", "mid:cusum"];
  const folder = folderWith({
    $schema: "./config.schema.json",
    ticks: 20000,
    seed: 3,
    every: 10,
    signals: ["bid", "ask", "ofi"],
    chart,
    out: "file.csv",
    quiet: true,
    skipEmpty: false,
  });
  const fromFile = await command(folder, "replay", "--config", "run.json");
  expect(fromFile).toEqual({ code: 0, stdout: "", stderr: "" });
  const market = ["--ticks", "20000", "--seed", "3", "--every", "10", "--signals", "bid,ask,ofi"];
  const charts = chart.flatMap((each) => ["--chart", each]);
  await command(folder, "replay", ...market, ...charts, "--out", "typed.csv");
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  expect(read("file.csv")).toBe(read("typed.csv"));
});

it("what is typed wins, wherever it stands, also over a list", async () => {
  const folder = folderWith({
    ticks: 5000,
    every: "10",
    signals: "mid",
    chart: ["ofi:ewma"],
    out: "a.csv",
  });
  const typed = ["--every", "100", "--chart", "mid:cusum"];
  const orders = [
    [...typed, "--config", "run.json"],
    ["--config", "run.json", ...typed],
  ];
  for (const args of orders) {
    const { stdout } = await command(folder, "replay", ...args, "--json");
    expect(JSON.parse(stdout).every).toBe("100");
    expect(headerOf(folder, "a.csv")).toEqual(["mid", "cusum.mid", "cusum.mid.alarm"]);
  }
});

it("what a command cannot do without may stand in the file", async () => {
  const folder = folderWith({ out: "x.vit", ticks: 1000, quiet: true });
  expect((await command(folder, "simulate", "--config", "run.json")).code).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(["run.json", "x.truth.csv", "x.vit"]);
  const { code, stderr } = await command(folder, "convert", "x.vit");
  expect([code, stderr]).toEqual([2, expect.stringContaining("--out is missing")]);
});

const WRONG: [string, unknown, string][] = [
  ["replay", { evry: "10" }, 'unknown key "evry"; did you mean "every"?'],
  ["replay", { "tick-size": 1 }, 'unknown key "tick-size"; did you mean "tickSize"?'],
  ["inspect", { every: "10" }, '"every" is an option of replay, bench, not of inspect'],
  ["replay", { config: "b.json" }, 'unknown key "config"'],
  ["replay", { tickSize: 0 }, "tickSize is 0: It must be a number above 0."],
  ["replay", { tickSize: "1" }, 'tickSize must be a number above 0, was "1"'],
  ["replay", { quiet: "yes" }, 'quiet must be true or false, was "yes"'],
  ["replay", { contract: "invers" }, 'did you mean "inverse"?'],
  ["replay", { session: "9-16" }, "09:30-16:00"],
  ["replay", { signals: [1] }, "signals must be a text or a list of texts, was [1]"],
  ["replay", { columns: { pryce: "px" } }, "did you mean"],
  ["replay", { chart: [["ofi"]] }, "chart must be a text"],
  ["replay", [], "must hold one JSON object with options"],
];

test.each(WRONG)("%s refuses %j", async (name, config, words) => {
  const files = name === "inspect" ? ["x.csv"] : [];
  const result = await command(folderWith(config), name, ...files, "--config", "run.json");
  expect(result).toMatchObject({ code: 2, stdout: "" });
  expect(result.stderr).toMatch(/^error: "run\.json"[^\n]+\n$/);
  expect(result.stderr).toContain(words);
});

it("a file that is none, or no JSON, is named", async () => {
  const folder = folderWith({});
  writeFileSync(join(folder, "broken.json"), "{");
  const missing = await command(folder, "replay", "--config", "no.json");
  expect(missing.stderr).toContain('"no.json" cannot be read');
  const broken = await command(folder, "replay", "--config", "broken.json");
  expect(broken.stderr).toContain('"broken.json" is not JSON');
  expect([missing.code, broken.code]).toEqual([2, 2]);
});

const root = program();
const schema = configSchema(root);
const ajv = new Ajv({ strict: true, allErrors: true });

test("the schema is a schema, and knows the options of every command", () => {
  expect(ajv.validateSchema(schema)).toBe(true);
  const { definitions } = schema as { definitions: Record<string, { properties: object }> };
  for (const of of root.commands.filter((each) => configurable(each).length > 0)) {
    const names = of.options.map((each) => each.attributeName());
    const expected = ["$schema", ...names.filter((name) => name !== "config")];
    expect(Object.keys(definitions[of.name()].properties)).toEqual(expected);
  }
  expect(Object.keys(definitions)).toEqual(["replay", "inspect", "convert", "simulate", "bench"]);
});

test("an option of the same name takes the same in every command", () => {
  const kinds = new Map<string, unknown>();
  for (const option of root.commands.flatMap(configurable)) {
    const { short, isRepeatable, kind } = option;
    const name = option.attributeName();
    const takes = { short, isRepeatable, schema: kind?.schema };
    expect({ name, ...takes }).toEqual({ name, ...((kinds.get(name) ?? takes) as object) });
    kinds.set(name, takes);
  }
});

test("the schema accepts what the commands accept, and refuses what they refuse", () => {
  const validate = ajv.compile(schema);
  const good = [
    {},
    { $schema: "x", every: 10, signals: ["bid"], chart: "ofi:ewma", tickSize: 0.1, quiet: true },
    { columns: { time: "ts" }, from: 1e15, to: "2024-08-09", session: "09:30-16:00@-04:00" },
    { out: "x.vit", faults: 0.1, seconds: 5 },
    { rounds: 3, limit: 1000, book: "quotes" },
  ];
  for (const config of good) expect([config, validate(config)]).toEqual([config, true]);
  const ofSchema = WRONG.filter(([, config]) => !JSON.stringify(config).includes("pryce"));
  for (const [name, config] of ofSchema) {
    const { definitions } = schema as { definitions: Record<string, object> };
    expect([config, ajv.validate(definitions[name], config)]).toEqual([config, false]);
  }
});
