/** Every counter of every reader is said in words, or only says how much there was. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findings } from "../../bindings/cli/words.ts";

const sources = fileURLToPath(new URL("../../bindings/sources/", import.meta.url));
const files = readdirSync(sources, { recursive: true, encoding: "utf8" });
const texts = files
  .filter((name) => name.endsWith(".ts") && !name.startsWith("synthetic"))
  .map((name) => readFileSync(`${sources}${name}`, "utf8"));

/** Names after `stats.`, and those in lists of counters or faults. */
const NAMES = [
  ...texts.flatMap((text) => [...text.matchAll(/\bstats\.(\w+)/g)].map(([, name]) => name)),
  ...texts.flatMap((text) =>
    [...text.matchAll(/const (?:COUNTERS|FAULTS)\b[^=]*= \[([^\]]*)\]/g)].flatMap(([, list]) =>
      [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name),
    ),
  ),
];

test("no counter is left without words", () => {
  expect(NAMES).toContain("checksumMismatches");
  expect(NAMES).toContain("farPrices");
  const spelt = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const bare = [...new Set(NAMES)].filter((name) =>
    findings({ [name]: 2 }).some(({ words }) => words === spelt(name)),
  );
  expect(bare).toEqual([]);
});

test("one of a kind is told in the singular", () => {
  expect(findings({ duplicates: 1 })[0].words).toMatch(/^duplicate of /);
  expect(findings({ duplicates: 2 })[0].words).toMatch(/^duplicates of /);
});
