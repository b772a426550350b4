/** A text says the same however it is packed, and a broken packing is refused in one sentence. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { FormatError } from "../../bindings/core/errors.ts";
import { openSource } from "../../bindings/sources/open.ts";
import { readHead } from "../../bindings/sources/reading/head.ts";
import { LineReader } from "../../bindings/sources/reading/lines.ts";
import { Xxh64 } from "../../bindings/sources/reading/xxh64.ts";
import { Random } from "../helpers/random.ts";
import { sharedPath } from "../helpers/shared.ts";
import { skippableFrame, zip, zstd } from "./packing.ts";
import { allTicks, temporaryFile } from "./reading.ts";

const CSV = "time_us,kind,side,price,size\n1,level,bid,10.5,2\n2,level,ask,10.7,3\n";

/** 120 rows, packed by the zstd command with its checksum. */
const COMPRESSED =
  "KLUv/WQYBVULAIZjRxSQpaA6M3oh98zss90lFMIauzwFCEQAPwBAABcryHU22iyGU9FHDXKQPdOteIrQFckQ" +
  "V4iN2SVxQvrOQhxnj3WrO4kuTYhramyXUrhJQgYCAwFfmC9CBgQFAEeII0ICZ97NuRDHq+UmyGT21RyFD9E2" +
  "EeSs3faSwTGGlpgLMaV92APvOdqMQpxVt3rRjTPLSIip9UkxyCG9Jzpb4okVZxjesLqSgoxoC850+BkdJkGe" +
  "so16Dt6hqxhilLJFqlPUfUlHVogHa7uedtfmqoYYqRbKINPc1zlK+QjVFmRBAjO4tU7BK2hX4IyJS9KEDfKd" +
  "HdfHcCs6KUNcsms6FpfSJPfF2RHXJ29DOm9C3KvLOtYtNRNFiG/qmAvy9DaxCXaoESQEpIvXfwPQVdoMEBTG" +
  "fNQgPHHGGqaCEMULzj/SC2zf+wQzsbSjNJMd6+AJRIzp/RNaBNap5dAzwgyFCoWJwgy0kkEEc1cBLAXicQ==";

/** Texts of the files in a packed file, one per entry. */
async function textsOf(content: string | Uint8Array): Promise<string[]> {
  const reader = await LineReader.open(temporaryFile(content));
  const texts: string[] = [];
  try {
    do {
      let text = "";
      do text += Buffer.from(reader.buffer.subarray(0, reader.end)).toString();
      while (await reader.next());
      texts.push(text);
    } while (await reader.nextEntry());
    expect(reader.bytesRead).toBe(reader.totalBytes);
  } finally {
    await reader.close();
  }
  return texts;
}

function manyLines(lines = 60_000): string {
  const random = new Random(4);
  const line = () => `${random.integer(0, 1e9)},${"x".repeat(random.integer(0, 90))}\n`;
  return Array.from({ length: lines }, line).join("");
}

test("zip, deflated and stored, folders and shadow files passed over", async () => {
  const text = manyLines();
  for (const method of [0, 8]) {
    const archive = zip([
      ["folder/", "", { method: 0 }],
      ["__MACOSX/folder/._a.csv", "shadow"],
      ["folder/a.csv", text, { method }],
    ]);
    expect(await textsOf(archive)).toEqual([text]);
  }
});

test("files of an archive come one after the other, empty ones are passed over", async () => {
  const archive = zip([
    ["empty.csv", "", { method: 0 }],
    ["a.csv", "one\ntwo"],
    ["also-empty.csv", ""],
    ["b.csv", "three\n", { method: 0 }],
  ]);
  expect(await textsOf(archive)).toEqual(["one\ntwo\n", "three\n"]);
});

test("each file of an archive is a file of the stream, with its own header and name", async () => {
  const path = temporaryFile(
    zip([
      ["1.csv", CSV],
      ["2.csv", `${CSV}oops\n`],
    ]),
  );
  const source = await openSource(path);
  const ticks = await allTicks(source);
  expect(ticks.map(({ price }) => price)).toEqual([10.5, 10.7, 10.5, 10.7]);
  expect(source.notes).toEqual([`"${path}" holds 2 files, read one after the other`]);
  expect(source.firstBadLine).toMatchObject({ path: `${path}/2.csv`, line: 4 });
  expect(source.stats.bytesRead).toBe(source.stats.totalBytes);
});

test("zstd: blocks, several frames, skippable frames before, between and behind", async () => {
  const text = manyLines();
  expect(await textsOf(zstd(text))).toEqual([text]);
  expect(await textsOf(zstd(text, 1000))).toEqual([text]);
  const half = text.length >> 1;
  const frames = [
    skippableFrame("about"),
    zstd(text.slice(0, half)),
    skippableFrame(""),
    zstd("a\n"),
    zstd(text.slice(half)),
    skippableFrame("y".repeat(3 << 16)),
  ];
  expect(await textsOf(Buffer.concat(frames))).toEqual([
    `${text.slice(0, half)}a\n${text.slice(half)}`,
  ]);
});

test("zstd: a compressed frame, and any damage to it", async () => {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const price = (((i * 37) % 91) / 10).toFixed(1);
    return `${1000 + i * 7},${price},${i % 3 === 0 ? "ask" : "bid"}\n`;
  });
  const packed = Buffer.from(COMPRESSED, "base64");
  expect(await textsOf(packed)).toEqual([rows.join("")]);
  const twice = Buffer.concat([packed, packed]);
  expect(await textsOf(twice)).toEqual([rows.join("").repeat(2)]);
  for (let at = 8; at < packed.length; at++) {
    const damaged = Buffer.from(packed);
    damaged[at] ^= 1 << (at % 8);
    // Some bits are free: what unpacks at all unpacks to the same text.
    const outcome = await textsOf(damaged).catch((error: Error) => error.message);
    if (typeof outcome === "string") expect(outcome, `byte ${at}`).toMatch(/is damaged|is cut off/);
    else expect(outcome, `byte ${at}`).toEqual([rows.join("")]);
    await expect(textsOf(packed.subarray(0, at)), `cut at ${at}`).rejects.toThrow(/is cut off/);
  }
});

test("zstd: a block of one byte repeated", async () => {
  const header = [0x28, 0xb5, 0x2f, 0xfd, 0, 0x58];
  // Blocks, as `last | type << 1 | size << 3`: 300 times "z", then a newline as it is.
  const blocks = [2 | (300 << 3), 0, 0, 1 | (1 << 3), 0, 0].map((byte) => byte & 0xff);
  blocks[1] = (300 << 3) >> 8;
  const bytes = [...header, ...blocks.slice(0, 3), 0x7a, ...blocks.slice(3), 10];
  expect(await textsOf(Uint8Array.from(bytes))).toEqual([`${"z".repeat(300)}\n`]);
});

test("XXH64 of known texts, however they are cut", () => {
  const digest = (...parts: string[]) => {
    const hash = new Xxh64();
    for (const part of parts) hash.update(Buffer.from(part));
    return hash.digest();
  };
  // The published values; the lower half of each.
  expect(digest("")).toBe(0x51d8e999);
  expect(digest("a")).toBe(0xa98c6e5b);
  expect(digest("abc")).toBe(0xad770999);
  const text = "0123456789".repeat(20);
  for (let at = 0; at <= text.length; at++) {
    expect(digest(text.slice(0, at), text.slice(at))).toBe(digest(text));
  }
});

test("zstd: compressed blocks of a real compressor", async () => {
  const path = sharedPath("data/formats/cryptofeed_v3/DERIBIT.jsonl.zst");
  if (path === null) return;
  const [text] = await textsOf(readFileSync(path));
  const lines = text.trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(100);
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty("t");
});

test("a head is the beginning of the content, also of a damaged file", async () => {
  const text = manyLines();
  const packed: [string | Uint8Array, string][] = [
    [text, text],
    [gzipSync(text), text],
    [zstd(text), text],
    [zip([["a.csv", text]]), text],
    [gzipSync(text).subarray(0, 200_000), text],
    [`\ufeff${text}`, text],
  ];
  for (const [content, expected] of packed) {
    const { bytes, lines } = await readHead(temporaryFile(content));
    expect(bytes.length).toBeGreaterThan(60_000);
    expect(bytes[0]).toBe(text.charCodeAt(0));
    expect(lines.slice(0, 500)).toEqual(expected.split("\n").slice(0, 500));
  }
  const parquet = await readHead(temporaryFile("PAR1abc"));
  expect(Buffer.from(parquet.bytes).toString()).toBe("PAR1abc");
});

test("a byte order mark of UTF-8 is left out, in each file of an archive", async () => {
  expect(await textsOf("\ufeffone\ntwo\n")).toEqual(["one\ntwo\n"]);
  expect(await textsOf("\ufeff")).toEqual(["\n"]);
  const archive = zip([
    ["a", "\ufeffone\n"],
    ["b", "\ufefftwo\n"],
  ]);
  expect(await textsOf(archive)).toEqual(["one\n", "two\n"]);
});

function withDamage(content: Buffer, at: number): Buffer {
  const damaged = Buffer.from(content);
  damaged.fill(0xa5, at, at + 40);
  return damaged;
}

test("unreadable packings are refused with the reason", async () => {
  const text = manyLines();
  const deflated = zip([["a.csv", text]]);
  const stored = zip([["a.csv", text, { method: 0 }]]);
  const frame = zstd(text);
  const directoryAt = deflated.lastIndexOf("PK\x01\x02");
  const cases: [content: string | Uint8Array, reason: RegExp][] = [
    [deflated.subarray(0, deflated.length - 30), /cut off or damaged: its list of files/],
    [deflated.subarray(0, 1000), /cut off or damaged: its list of files/],
    [withDamage(deflated, 5000), /is damaged: its zip data are wrong/],
    [withDamage(stored, 5000), /is damaged: its zip data are wrong/],
    [withDamage(deflated, directoryAt), /cut off or damaged: its list of files/],
    [withDamage(deflated, 0).fill("PK\x03\x04", 0, 4), /damaged zip archive|wrong|cut off/],
    [zip([["a.csv", "x\n", { isEncrypted: true }]]), /is an encrypted zip archive \("a\.csv"\)/],
    [zip([["a.csv", "x\n", { method: 14 }]]), /packs "a\.csv" by zip method 14/],
    [zip([]), /zip archive without a file/],
    [zip([["folder/", "", { method: 0 }]]), /zip archive without a file/],
    [zip([["a.csv", ""]]), /is empty/],
    [frame.subarray(0, frame.length - 9), /is cut off: its zstd data end too early/],
    [frame.subarray(0, 5), /is cut off: its zstd data end too early/],
    [Buffer.concat([frame, Buffer.from("trailing bytes")]), /is damaged: its zstd data/],
    [zstd(""), /is empty/],
    [zip([["a.csv", "a\0b\n"]]), /a\.csv" is not text: byte 1 is 0/],
    [Buffer.from("\ufeffa,b\n1,2\n", "utf16le"), /is UTF-16 text: save it as UTF-8/],
    [Buffer.from("\ufeffa,b\n1,2\n", "utf16le").swap16(), /is UTF-16 text: save it as UTF-8/],
    [gzipSync(Buffer.from("\ufeffa,b\n1,2\n", "utf16le")), /is UTF-16 text/],
    ["BZh91AY", /bzip2-compressed/],
    ["PAR1abc", /Parquet file/],
  ];
  for (const [content, reason] of cases) {
    const reading = textsOf(content);
    await expect(reading, String(reason)).rejects.toThrow(FormatError);
    await expect(reading).rejects.toThrow(reason);
  }
});

test("leaving an archive early closes it", async () => {
  const archive = zip([
    ["a.csv", manyLines()],
    ["b.csv", "b\n"],
  ]);
  for (let round = 0; round < 50; round++) {
    const reader = await LineReader.open(temporaryFile(archive));
    await reader.close();
  }
  const open = process.getActiveResourcesInfo().filter((name) => name.includes("FSReq"));
  expect(open.length).toBeLessThan(5);
});
