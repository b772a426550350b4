/** What is typed about files is what their readers are told, whichever command reads them. */
import { Command } from "commander";
import { expect, test } from "vitest";
import {
  addSourceOptions,
  openOptions,
  type SourceOptions,
} from "../../bindings/cli/source-options.ts";
import { formatNames } from "../../bindings/sources/open.ts";
import { command, emptyFolder } from "./command.ts";

test.each([
  [["--ghosts", "keep"], { ghosts: "keep" }],
  [["--order-book", "book.csv"], { orderBook: "book.csv" }],
  [["--sale-conditions", "all"], { saleConditions: "all" }],
  [["--clock", "local"], { clock: "local" }],
  [[], {}],
])("%j", (args, expected) => {
  const options = addSourceOptions(new Command()).parse(args, { from: "user" });
  expect(openOptions(options.opts<SourceOptions>(), {})).toEqual(expected);
});

test.each(["replay", "inspect", "convert"])("%s names what an option may be", async (name) => {
  const out = name === "convert" ? ["--out", "x.csv"] : [];
  for (const option of ["--ghosts", "--sale-conditions"]) {
    const args = [name, "ticks.csv", ...out, option, "some"];
    const { code, stderr } = await command(emptyFolder(), ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/It must be one of (keep, remove|all, regular)\./);
  }
});

test("every format is listed with what it looks like", async () => {
  const { stdout } = await command(emptyFolder(), "formats");
  const lines = stdout.trimEnd().split("\n");
  expect(lines.map((line) => line.split(" ")[0])).toEqual(formatNames);
  for (const line of lines) expect(line).toMatch(/^\S+ {2,}\S.{9,}/);
});
