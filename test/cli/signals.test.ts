/** Every column of the catalogue is listed, and those looked for are found. */
import { expect, it } from "vitest";
import { DERIVED, SIGNALS } from "../../bindings/core/catalog.ts";
import { PRESETS } from "../../bindings/core/presets.ts";
import { command, emptyFolder } from "./command.ts";

it("lists every column, derived column and preset", async () => {
  const { code, stdout } = await command(emptyFolder(), "signals");
  expect(code).toBe(0);
  const names = [...SIGNALS, ...DERIVED].map(({ name }) => name);
  for (const name of [...names, ...Object.keys(PRESETS)]) {
    expect(stdout).toMatch(new RegExp(`^ {2}${name.replaceAll(".", "\\.")}\\W?`, "m"));
  }
});

it("finds columns by a part of their name or meaning", async () => {
  const { stdout } = await command(emptyFolder(), "signals", "SLOPE", "--json");
  const found: { name: string; says: string }[] = JSON.parse(stdout);
  expect(found.map(({ name }) => name)).toContain("bookSlope_n");
  expect(found.every(({ name, says }) => /slope/i.test(name + says))).toBe(true);
});

it("suggests a name where nothing is found", async () => {
  const { code, stderr } = await command(emptyFolder(), "signals", "wieghtedMid");
  expect(code).toBe(2);
  expect(stderr).toBe(`error: no column says "wieghtedMid"; did you mean "weightedMid"?\n`);
});
