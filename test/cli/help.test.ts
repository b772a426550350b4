/** What a new user reads: help that fits the screen, examples that run, colours where wanted. */
import { readFileSync } from "node:fs";
import { expect, it, test } from "vitest";
import { examplesOf } from "../../bindings/cli/examples.ts";
import { program } from "../../bindings/cli/program.ts";
import { commandLineDocument, helpOf } from "../../scripts/command-line-document.ts";
import { command, emptyFolder, spawned, spawnedWith } from "./command.ts";

const commands = program().commands.map((each) => each.name());
const withExamples = commands.filter((name) => name !== "help");

test("help fits 80 columns and ends with examples", () => {
  for (const each of [program(), ...program().commands]) {
    const text = helpOf(each);
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
    if (each.name() !== "help") expect(text).toContain("\nExamples:\n  # ");
  }
});

test.each(withExamples)("what the examples of %s show can be typed", async (name) => {
  const lines = examplesOf(name);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    const words = line.split(/ [|>] /)[0].replace(/^eval "\$\((.*)\)"$/, "$1");
    const isSlow = /^volume-imbalance (bench|simulate|replay)( |$)/.test(words);
    const args = [...words.split(" ").slice(1), ...(isSlow ? ["--help"] : [])];
    const { code, stderr } = await command(emptyFolder(), ...args);
    if (stderr !== "") expect(stderr).toMatch(/^error: "[^"]+" does not exist/);
    expect(code).toBe(stderr === "" ? 0 : 2);
    checkOptions(args);
  }
});

/** `--help` ends parsing before options are looked at, so their names are checked here. */
function checkOptions([name, ...args]: readonly string[]): void {
  const of = program().commands.find((each) => each.name() === name);
  const known = [...(of?.options ?? []), { short: "-h", long: "--help" }];
  for (const arg of args.filter((each) => /^--?[a-z]/.test(each))) {
    expect(known.some(({ short, long }) => short === arg || long === arg)).toBe(true);
  }
}

test("docs/command-line.md is what scripts/command-line.ts writes", () => {
  const path = new URL("../../docs/command-line.md", import.meta.url);
  const text = readFileSync(path, "utf8");
  expect(text).toBe(commandLineDocument(text));
  for (const name of withExamples) expect(text).toContain(`\n## ${name}\n`);
});

it("help prints that of a command, or all", async () => {
  const one = await command(emptyFolder(), "help", "convert");
  expect(one).toEqual(await command(emptyFolder(), "convert", "--help"));
  expect(one.stdout).toContain("Usage: volume-imbalance convert --out <file> [options] <files...>");
  const all = await command(emptyFolder(), "help");
  for (const name of commands) expect(all.stdout).toContain(`\n  ${name}`);
});

const NEAR: [string[], string][] = [
  [["repaly"], "(Did you mean replay?)"],
  [["help", "repaly"], 'did you mean "replay"?'],
  ...commands
    .filter((name) => !["completion", "help"].includes(name))
    .map((name): [string[], string] => [[name, "--jsno"], "(Did you mean --json?)"]),
  [["bench", "--signals", "bench21"], 'did you mean "bench20"?'],
  [["replay", "--format", "tick-csv", "x"], 'did you mean "ticks-csv"?'],
  [["replay", "--contract", "invers"], 'did you mean "inverse"?'],
  [["signals", "wieghtedMid"], 'did you mean "weightedMid"?'],
];

test.each(NEAR)("%j is answered with what was meant", async (args, words) => {
  const { code, stdout, stderr } = await command(emptyFolder(), ...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toContain(words);
});

test("colours: none in a pipe, FORCE_COLOR asks for them, NO_COLOR wins", () => {
  const folder = emptyFolder();
  const isColoured = (more: NodeJS.ProcessEnv, ...args: string[]) => {
    const { stdout, stderr } = spawnedWith(more, folder, ...args);
    return `${stdout}${stderr}`.includes("\x1b[");
  };
  for (const args of [["--help"], ["replay", "--ticks", "1000"], ["repaly"]]) {
    expect(isColoured({}, ...args)).toBe(false);
    expect(isColoured({ FORCE_COLOR: "1" }, ...args)).toBe(true);
  }
  expect(isColoured({ FORCE_COLOR: "0" }, "--help")).toBe(false);
  expect(isColoured({ FORCE_COLOR: "1", NO_COLOR: "1" }, "--help")).toBe(false);
});

test("without a command there is help, on standard error, and exit code 2", () => {
  const { code, stdout, stderr } = spawned(emptyFolder());
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("Usage: volume-imbalance");
});
