/** `replay --report`: the page comes beside the rows and changes nothing of them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { command, emptyFolder, spawned } from "../cli/command.ts";
import { payloadOf } from "./page.ts";

const MARKET = ["replay", "--ticks", "30000", "--every", "200ms"];

describe("replay --report", () => {
  it("leaves the rows as they are without it", async () => {
    const folder = emptyFolder();
    await command(folder, ...MARKET, "--signals", "mid,ofi", "--out", "plain.csv");
    const both = ["--out", "rows.csv", "--report", "page.html"];
    const { code } = await command(folder, ...MARKET, "--signals", "mid,ofi", ...both);
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    expect(code).toBe(0);
    expect(read("rows.csv")).toBe(read("plain.csv"));
    expect(payloadOf(read("page.html")).panels.length).toBeGreaterThan(6);
    expect(readdirSync(folder).sort()).toEqual(["page.html", "plain.csv", "rows.csv"]);
  });

  it("names the page in the summary", async () => {
    const folder = emptyFolder();
    const { stdout } = await command(folder, ...MARKET, "--report", "page.html");
    expect(stdout).toMatch(/^report +page\.html$/m);
    const json = await command(folder, ...MARKET, "--json", "--report", "page.html");
    expect(JSON.parse(json.stdout).report).toBe("page.html");
  });

  it("writes the page, and nothing else, to standard output", () => {
    const { code, stdout } = spawned(emptyFolder(), ...MARKET, "--report", "-");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  });

  it.each([
    [["--json", "--report", "-"], "--json and --report - both write to standard output"],
    [["--out", "-", "--report", "-"], "--out - and --report - both write to standard output"],
    [["--out", "a.csv", "--report", "a.csv"], "--out and --report name the same file"],
    [["--report", "no/such/folder/a.html"], "cannot be written"],
  ])("refuses %j with a sentence", async (args, sentence) => {
    const folder = emptyFolder();
    const { code, stderr } = await command(folder, ...MARKET, ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves no page where the input is no good", async () => {
    const folder = emptyFolder();
    const { code } = await command(folder, "replay", "missing.csv", "--report", "page.html");
    expect(code).toBe(2);
    expect(existsSync(join(folder, "page.html"))).toBe(false);
  });
});
