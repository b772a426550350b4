/** Formats are recognised by their content, and what is not recognised is shown. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { FormatError } from "../../bindings/core/errors.ts";
import { formatNames, openSource, openSources } from "../../bindings/sources/open.ts";
import * as b from "./binance-lines.ts";
import { allTicks, temporaryFile } from "./reading.ts";

const CSV = "side,time_us,kind,price,size\nbid,1,level,10.5,2\n";
const BINANCE = b.trade(1, 5, "10.20", "0.250", false);

test.each([
  ["ticks-csv", CSV],
  ["ticks-csv", `# made by hand\n\n${CSV}`],
  ["binance-raw", BINANCE],
  ["binance-raw", `1700000000000000000 {"cut\n${BINANCE}`],
])("recognises %s", async (format, text) => {
  for (const content of [text, gzipSync(text)]) {
    const source = await openSource(temporaryFile(content));
    expect(source.format).toBe(format);
    expect((await allTicks(source)).length).toBeGreaterThan(0);
  }
});

test("an unknown format is refused with its first line and the known ones", async () => {
  const path = temporaryFile(`price;quantity;${"x".repeat(100)}\n1;2\n`);
  const opening = openSource(path);
  await expect(opening).rejects.toThrow(FormatError);
  await expect(opening).rejects.toThrow(
    /binance-raw, .*ticks-csv.*; its first line is `price;quantity;x+\.\.\.`/,
  );
});

test("a stated format wins, an unknown name is refused", async () => {
  await expect(openSource(temporaryFile(CSV), { format: "binance-raw" })).rejects.toThrow(
    FormatError,
  );
  await expect(openSource(temporaryFile(CSV), { format: "xml" })).rejects.toThrow(RangeError);
  expect(formatNames).toContain("ticks-csv");
  expect(new Set(formatNames).size).toBe(formatNames.length);
});

test("no files, and a missing later file", async () => {
  await expect(openSources([])).rejects.toThrow(RangeError);
  const paths = [temporaryFile(CSV), temporaryFile("").concat(".absent")];
  await expect(openSources(paths)).rejects.toThrow(/does not exist/);
  const source = await openSources(paths, { format: "ticks-csv" });
  expect(source.stats.totalBytes).toBeNaN();
  await expect(allTicks(source)).rejects.toThrow(/does not exist/);
});

test("leaving early closes the file; the same batch is handed over every time", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `bid,${i},level,10.5,2\n`).join("");
  const batches = new Set<unknown>();
  for await (const batch of await openSource(temporaryFile(CSV + rows))) {
    expect(batch.length).toBeGreaterThanOrEqual(4096);
    if (batches.size === 1 && batches.has(batch)) return;
    batches.add(batch);
  }
  expect.unreachable("the loop is left at the second batch");
});

test("every format stands in docs/formats.md", () => {
  const document = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");
  for (const name of formatNames) expect(document).toContain(`\`${name}\``);
});
