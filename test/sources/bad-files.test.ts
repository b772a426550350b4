/**
 * A file that cannot be read is told in one sentence: which one, what is wrong, and where it is not
 * plain, what to do. Half a line at the end is one bad line.
 */
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { FormatError } from "../../bindings/core/errors.ts";
import { formatNames, openSource, openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { npyOf } from "./npy-files.ts";
import { zip, zstd } from "./packing.ts";
import { allTicks, temporaryFile } from "./reading.ts";
import { arrowOf, parquetOf } from "./table-files.ts";

const US = 1_700_000_000_000_000;
const HEADER = "time_us,kind,side,price,size\n";
const LINES = Array.from({ length: 5000 }, (_, i) => `${US + i},level,bid,10.5,${(i % 7) + 1}\n`);
const TEXT = HEADER + LINES.join("");
const TABLE = { time: [US, US + 1], side: ["buy", "sell"], price: [10.5, 10], size: [1, 2] };
const EVENT = { ev: 2 ** 31 + 2 ** 30 + 2, exchUs: US, localUs: US, px: 10, qty: 1 };
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13);
/** Neither text nor any zero. */
const NOISE = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + i * i) & 255 || 1);

function utf16(mark: string, isBigEndian = false): Uint8Array {
  const bytes = Buffer.from(mark + TEXT, "utf16le");
  return isBigEndian ? bytes.swap16() : bytes;
}

function damaged(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.fill(0xff, 500, 700);
  return copy;
}

/** Opens the file and reads it to its end; answers the one sentence by which it was refused. */
async function refusal(paths: string[], options: OpenOptions = {}): Promise<string> {
  const reading = openSources(paths, options).then(allTicks);
  const error = await reading.then(
    () => null,
    (reason: Error) => reason,
  );
  expect(error, "the file was read").toBeInstanceOf(FormatError);
  const message = error?.message ?? "";
  expect(message).toMatch(/^volume-imbalance\/[\w.-]+: "[^"\n]+" [^\n]+$/);
  expect(message).toContain(paths.at(-1));
  return message.slice(message.indexOf('" ') + 2);
}

const CUT = /^is cut off: its (gzip|zstd) data end too early, after \d+ bytes$/;
const ZIP = /^is a zip archive that is cut off or damaged: its list of files is missing$/;
const UTF_16 = /^is UTF-16 text: save it as UTF-8 \(iconv -f UTF-16 -t UTF-8\)$/;
const NO_TEXT = /^is not text: byte \d+ is \d+; name a file of ticks, as text$/;

test.each<[what: string, content: string | Uint8Array, sentence: RegExp]>([
  ["gzip cut off", gzipSync(TEXT).subarray(0, 2000), CUT],
  ["gzip cut off in its head", gzipSync(TEXT).subarray(0, 8), CUT],
  ["gzip cut off in its tail", gzipSync(TEXT).subarray(0, -3), CUT],
  [
    "gzip damaged",
    damaged(gzipSync(TEXT)),
    /^is damaged: its gzip data are wrong before byte \d+$/,
  ],
  ["zip cut off", zip([["a.csv", TEXT]]).subarray(0, 3000), ZIP],
  ["zip cut off in its head", zip([["a.csv", TEXT]]).subarray(0, 10), ZIP],
  ["zip of no file", zip([]), /^is a zip archive without a file in it: it is empty$/],
  ["zstd cut off", zstd(TEXT).subarray(0, 70_000), CUT],
  ["zstd cut off in its head", zstd(TEXT).subarray(0, 5), CUT],
  ["UTF-16, lower byte first", utf16("\ufeff"), UTF_16],
  ["UTF-16, higher byte first", utf16("\ufeff", true), UTF_16],
  ["UTF-16 without its mark", utf16(""), UTF_16],
  ["UTF-16 without its mark, higher byte first", utf16("", true), UTF_16],
  ["UTF-16 in gzip", gzipSync(utf16("\ufeff")), UTF_16],
  ["nothing", "", /^is empty$/],
  ["nothing in gzip", gzipSync(""), /^is empty$/],
  ["nothing in zip", zip([["a.csv", ""]]), /^is empty$/],
  ["nothing in zstd", zstd(""), /^is empty$/],
  ["a header alone", HEADER, /^must hold a price within its first megabyte .*: give tickSize$/],
  ["a picture", PNG, NO_TEXT],
  ["noise without a zero", NOISE, NO_TEXT],
  ["Parquet in zstd", zstd("PAR1 and so on"), /^is a Parquet file, not text: let its format be/],
  ["Databento's binary form", "DBN\x01", /^is a Databento DBN file: convert it to CSV first$/],
  ["the same in zstd", zstd("DBN\x01"), /^is a Databento DBN file: convert it to CSV first$/],
  [
    "Parquet cut off",
    parquetOf(TABLE).subarray(0, 100),
    /^is no whole Parquet file: its end cannot/,
  ],
  [
    "Arrow cut off",
    arrowOf(TABLE).subarray(0, 300),
    /^cannot be read on: it is cut off or damaged/,
  ],
  [
    "NumPy cut off",
    npyOf([EVENT, EVENT]).subarray(0, -20),
    /^is cut off: it ends behind event 0 of 2/,
  ],
  ["what nobody knows", "hello\nworld\n", /^must be of a known format: .*first line is `hello`$/],
])("%s", async (_, content, sentence) => {
  expect(await refusal([temporaryFile(content)])).toMatch(sentence);
});

const folder = dirname(temporaryFile(""));
const missing = join(folder, "nothing");

test("a directory, a missing file, a file as if it were a directory", async () => {
  const file = temporaryFile(TEXT);
  expect(await refusal([folder])).toBe("is a directory: name a file in it");
  expect(await refusal([missing])).toBe("does not exist");
  expect(await refusal([join(file, "nothing")])).toBe("does not exist");
  expect(await refusal([file, missing])).toBe("does not exist");
});

/** Formats that open no file: they say at once why there is nothing to read in theirs. */
const UNREAD = ["binance-book-depth"];
const NO_PARQUET =
  /^(is a Parquet file, not text: let its format|is not a binary tick file|is no whole Arrow file)/;

describe.each(formatNames.filter((name) => !UNREAD.includes(name)))("as %s", (format) => {
  test("a directory, a missing file, an empty one", async () => {
    expect(await refusal([folder], { format })).toBe("is a directory: name a file in it");
    expect(await refusal([missing], { format })).toBe("does not exist");
    expect(await refusal([temporaryFile("")], { format })).toBe("is empty");
  });

  test("a Parquet file, a picture and a gzip file that was cut off", async () => {
    if (format !== "parquet") {
      expect(await refusal([temporaryFile(parquetOf(TABLE))], { format })).toMatch(NO_PARQUET);
    }
    await refusal([temporaryFile(PNG)], { format });
    await refusal([temporaryFile(gzipSync(TEXT).subarray(0, 2000))], { format });
  });
});

test.each(["parquet", "arrow", "hftbacktest", "ticks-binary"])("text as %s", async (format) => {
  const sentence = await refusal([temporaryFile(TEXT)], { format });
  expect(sentence).toMatch(/^(is no|is not a|must be a) /);
});

test("half a line at the end is one bad line, and the lines before it are read", async () => {
  const half = temporaryFile(TEXT.slice(0, -6));
  const source = await openSource(half);
  expect((await allTicks(source)).length).toBe(LINES.length - 1);
  expect(source.stats).toMatchObject({ lines: LINES.length, badLines: 1 });
  expect(source.firstBadLine).toMatchObject({ path: half, line: LINES.length + 1 });
  expect(await refusal([half], { strict: true })).toMatch(/^line 5001: \w+ must /);
});
