/** Lines come out whole, whatever the compression, and bad files are refused in one sentence. */
import { tmpdir } from "node:os";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { FormatError } from "../../bindings/core/errors.ts";
import { LineReader } from "../../bindings/sources/reading/lines.ts";
import { Random } from "../helpers/random.ts";
import { temporaryFile } from "./reading.ts";

async function textOf(path: string): Promise<string> {
  const reader = await LineReader.open(path);
  let text = "";
  do {
    expect(reader.buffer[reader.end - 1]).toBe(10);
    text += new TextDecoder().decode(reader.buffer.subarray(0, reader.end));
  } while (await reader.next());
  expect(reader.bytesRead).toBe(reader.totalBytes);
  await reader.close();
  return text;
}

function manyLines(): string {
  const random = new Random(2);
  return Array.from({ length: 60_000 }, () => "x".repeat(random.integer(0, 120))).join("\n");
}

test("plain text, the last line without a newline included", async () => {
  const text = manyLines();
  expect(await textOf(temporaryFile(text))).toBe(`${text}\n`);
  expect(await textOf(temporaryFile("one"))).toBe("one\n");
  expect(await textOf(temporaryFile("one\n"))).toBe("one\n");
});

test("gzip, also of several members", async () => {
  const text = manyLines();
  const half = text.length >> 1;
  const members = [gzipSync(text.slice(0, half)), gzipSync(text.slice(half))];
  expect(await textOf(temporaryFile(Buffer.concat(members)))).toBe(`${text}\n`);
});

test("a line longer than a block", async () => {
  const text = `${"y".repeat(3 << 20)}\nz`;
  expect(await textOf(temporaryFile(text))).toBe(`${text}\n`);
});

test("a last line that fills the block exactly gets its newline", async () => {
  const text = "y".repeat(1 << 20);
  expect(await textOf(temporaryFile(text))).toBe(`${text}\n`);
});

test("unreadable files are refused with the reason", async () => {
  const gzip = gzipSync(manyLines());
  const damaged = Uint8Array.from(gzip);
  damaged.fill(0xff, 2000, 3000);
  const cases: [path: string, reason: RegExp][] = [
    [`${tmpdir()}/volume-imbalance-no-such-file`, /does not exist/],
    [tmpdir(), /is a directory/],
    [temporaryFile(""), /is empty/],
    [temporaryFile(gzipSync("")), /is empty/],
    [temporaryFile(Uint8Array.of(65, 10, 0, 1, 2)), /is not text: byte 2 is 0/],
    [temporaryFile("PK\x03\x04abc"), /zip archive/],
    [temporaryFile("PAR1abc"), /Parquet/],
    [temporaryFile(gzip.subarray(0, gzip.length - 9)), /is cut off/],
    [temporaryFile(damaged), /is damaged/],
  ];
  for (const [path, reason] of cases) {
    const reading = textOf(path);
    await expect(reading, String(reason)).rejects.toThrow(FormatError);
    await expect(reading).rejects.toThrow(reason);
  }
});

test("the current block stays as it is while the next one is read", async () => {
  const text = manyLines();
  const reader = await LineReader.open(temporaryFile(text));
  const first = reader.buffer.slice(0, reader.end);
  const { bytesRead } = reader;
  expect(bytesRead).toBeLessThan(reader.totalBytes);
  await setTimeout(30);
  expect(Buffer.compare(reader.buffer.subarray(0, reader.end), first)).toBe(0);
  expect(reader.bytesRead).toBe(bytesRead);
  await reader.next();
  const second = reader.buffer.slice(0, reader.end);
  await setTimeout(30);
  expect(Buffer.compare(reader.buffer.subarray(0, reader.end), second)).toBe(0);
  await reader.close();
});

test("what is cut off further on is told when it is reached, not before", async () => {
  const text = manyLines().slice(0, 3 << 19);
  const gzip = gzipSync(text);
  const reader = await LineReader.open(temporaryFile(gzip.subarray(0, gzip.length - 9)));
  await setTimeout(30);
  let length = 0;
  const reading = (async () => {
    do length += reader.end;
    while (await reader.next());
  })();
  await expect(reading).rejects.toThrow(/is cut off/);
  expect(length).toBeGreaterThan(0);
  await reader.close();
});

test("a reader is closed while the next block is on its way", async () => {
  const reader = await LineReader.open(temporaryFile(gzipSync(manyLines())));
  const next = reader.next();
  await reader.close();
  await next.catch(() => undefined);
  await reader.close();
});
