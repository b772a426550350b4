/** The benchmark says what it does, and what was meant, before anything is measured. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { readCommandLine } from "../../bench/command-line.ts";

const NAMES = ["pipeline-10", "reading-csv/tardis-book", "reading-csv/real-book", "footprint"];

afterEach(() => {
  vi.restoreAllMocks();
});

/** What is said on standard error, and the exit code. */
function refused(...args: string[]): { code: unknown; said: string } {
  let said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += text;
    return true;
  });
  const exit = vi.spyOn(process, "exit").mockImplementation(() => {
    throw new Error("ended");
  });
  expect(() => readCommandLine(args, NAMES)).toThrow("ended");
  return { code: exit.mock.calls[0][0], said };
}

test("help says what it does, its options and its experiments", () => {
  const main = fileURLToPath(new URL("../../bench/run.ts", import.meta.url));
  const argv = ["--import", import.meta.resolve("tsx"), main, "--help"];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("Usage: npm run bench -- [options]");
  for (const option of ["--quick", "--filter", "--json", "--ticks", "--help"]) {
    expect(stdout).toMatch(new RegExp(`^ +(-h, )?${option}\\b`, "m"));
  }
  for (const name of ["pipeline-10", "drop-in/... ", "footprint"]) {
    expect(stdout).toContain(`\n  ${name}`);
  }
});

test("options are read, an experiment or a group may be named", () => {
  const all = ["--quick", "--ticks", "real", "--json", "out.json"];
  for (const filter of ["reading-csv", "reading-csv/real-book", "footprint"]) {
    const wanted = readCommandLine([...all, "--filter", filter], NAMES);
    expect(wanted).toEqual({ quick: true, ticks: "real", json: "out.json", filter });
  }
  expect(readCommandLine([], NAMES)).toEqual({});
});

test.each([
  [["--quik"], "unknown option '--quik' (Did you mean --quick?)"],
  [["--filter", "reading-cvs"], 'no experiment "reading-cvs"; did you mean "reading-csv"?'],
  [["--filter", "reading-csv/tardis-bok"], 'did you mean "reading-csv/tardis-book"?'],
  [["--filter", "reading"], 'no experiment "reading"'],
  [["--filter", "what-is-this"], 'no experiment "what-is-this"; --help lists them'],
  [["--ticks", "reel"], "Allowed choices are real, synthetic."],
  [["quick"], "too many arguments"],
])("%j is refused with a sentence", (args, words) => {
  const { code, said } = refused(...args);
  expect(code).toBe(2);
  expect(said).toMatch(/^[^\n]*error:[^\n]+\n$/);
  expect(said).toContain(words);
});
