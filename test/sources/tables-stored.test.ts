/** However Parquet and Arrow store a table, packed, coded, cut into pages, it says the same. */
import {
  bool,
  type DataType,
  decimal64,
  float32,
  int32,
  largeUtf8,
  timestamp,
  utf8,
} from "@uwdata/flechette";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { FormatError } from "../../bindings/core/errors.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import { unlz4 } from "../../bindings/sources/tables/lz4.ts";
import { readHybrid } from "../../bindings/sources/tables/parquet-hybrid.ts";
import { allTicks, type PlainTick, temporaryFile } from "./reading.ts";
import { type ArrowOptions, arrowOf, type Columns, csvOf, parquetOf } from "./table-files.ts";

const T = 1_700_000_000_000;

async function read(content: string | Uint8Array, columns?: Record<string, string>) {
  const options = { tickSize: 0.01, ...(columns ? { columns } : {}) };
  return allTicks(await openSource(temporaryFile(content), options));
}

const price = fc.option(
  fc.integer({ min: 1, max: 3000 }).map((ticks) => ticks / 100),
  { freq: 8 },
);
const row = fc.tuple(fc.nat(3), price, fc.option(fc.nat(9), { freq: 8 }), fc.nat(2));

/** Trades with cells that are missing here and there. */
const anyTable: fc.Arbitrary<Columns> = fc
  .array(row, { minLength: 1, maxLength: 400 })
  .map((rows) => ({
    time: rows.map(([wait], index) => T + index * 4 + wait),
    price: rows.map(([, cell]) => cell),
    size: rows.map(([, , cell]) => cell),
    side: rows.map(([, , , side]) => ["buy", "sell", null][side] ?? null),
  }));

const level = fc.tuple(fc.nat(40), fc.nat(5));
const side = fc.uniqueArray(level, { selector: ([at]) => at, maxLength: 30 });

/** Books of two sides as lists. */
const anyBooks: fc.Arbitrary<Columns> = fc
  .array(fc.tuple(side, side), { minLength: 1, maxLength: 60 })
  .map((rows) => {
    const sorted = (levels: [number, number][], sign: number) =>
      [...levels].sort(([a], [b]) => sign * (a - b));
    const bids = rows.map(([levels]) => sorted(levels, -1));
    const asks = rows.map(([, levels]) => sorted(levels, 1));
    return {
      time: rows.map((_, index) => T + index),
      bids: bids.map((levels) => levels.map(([at]) => at / 4)),
      bidSizes: bids.map((levels) => levels.map(([, size]) => size)),
      asks: asks.map((levels) => levels.map(([at]) => 20 + at / 4)),
      askSizes: asks.map((levels) => levels.map(([, size]) => size)),
    };
  });

/** The same books with a column per level. */
function wide(books: Columns): { csv: string; mapping: Record<string, string> } {
  const columns: Record<string, (number | null)[]> = { time: books.time as number[] };
  const mapping: Record<string, string> = { time: "time" };
  for (const name of ["bids", "bidSizes", "asks", "askSizes"]) {
    mapping[name] = `${name}_{n}`;
    for (let at = 0; at < 30; at++) {
      columns[`${name}_${at}`] = (books[name] as number[][]).map((list) => list[at] ?? null);
    }
  }
  return { csv: csvOf(columns), mapping };
}

describe("Parquet", () => {
  test("any rows, in pages and row groups of any size, coded or plain", async () => {
    const pageSize = fc.integer({ min: 8, max: 2000 });
    const rowGroupSize = fc.integer({ min: 1, max: 500 });
    await fc.assert(
      fc.asyncProperty(
        anyTable,
        pageSize,
        rowGroupSize,
        fc.nat(1),
        async (table, page, group, n) => {
          const codec = n === 0 ? "SNAPPY" : "UNCOMPRESSED";
          const options = { pageSize: page, rowGroupSize: group, codec } as const;
          expect(await read(parquetOf(table, options))).toEqual(await read(csvOf(table)));
          const plain = { ...options, dictionarySize: 1 };
          expect(await read(parquetOf(table, plain))).toEqual(await read(csvOf(table)));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("lists that go on from page to page", async () => {
    const pageSize = fc.integer({ min: 8, max: 1000 });
    await fc.assert(
      fc.asyncProperty(
        anyBooks,
        pageSize,
        fc.integer({ min: 1, max: 70 }),
        async (books, page, group) => {
          const { csv, mapping } = wide(books);
          const expected = await read(csv, mapping);
          const options = { pageSize: page, rowGroupSize: group };
          expect(await read(parquetOf(books, options))).toEqual(expected);
          expect(await read(arrowOf(books, { maxBatchRows: group }))).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("numbers of every type", async () => {
    const columns = (types: Record<string, string>) =>
      new Uint8Array(
        parquetWriteBuffer({
          columnData: [
            { name: "time", data: [1_700_000_000n], type: "INT64" },
            { name: "price", data: [10.1], type: types.price as "FLOAT" },
            { name: "size", data: [3], type: types.size as "INT32" },
            { name: "side", data: [true], type: "BOOLEAN" },
          ],
        }),
      );
    const expected = await read(
      csvOf({ time: [1_700_000_000], price: [10.1], size: [3], side: ["true"] }),
    );
    expect(await read(columns({ price: "FLOAT", size: "INT32" }))).toEqual(expected);
    expect(await read(columns({ price: "DOUBLE", size: "FLOAT" }))).toEqual(expected);
  });

  test("timestamps, decimals and dates by what the schema says", async () => {
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: "time", data: [1_700_000_000_123_456_789n] },
        { name: "localTime", data: [new Date(T)] },
        { name: "price", data: [10.25] },
        { name: "size", data: [7] },
      ],
      schema: [
        { name: "root", num_children: 4 },
        {
          name: "time",
          type: "INT64",
          repetition_type: "REQUIRED",
          logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "NANOS" },
        },
        { name: "localTime", type: "INT64", converted_type: "TIMESTAMP_MILLIS" },
        { name: "price", type: "INT32", converted_type: "DECIMAL", scale: 4, precision: 9 },
        { name: "size", type: "INT32", converted_type: "UINT_32" },
      ],
    });
    const [head, trade] = await read(new Uint8Array(bytes));
    expect([head.timeUs, head.price]).toEqual([1_700_000_000_123_456, T * 1000]);
    expect([trade.price, trade.size]).toEqual([10.25, 7]);
  });

  test("structs by dotted names; what is no column of numbers is refused", async () => {
    const table = { time: [T], bids: [[1]], bidSizes: [[1]], asks: [[2]], askSizes: [[1]] };
    const parquet = temporaryFile(parquetOf(table));
    const mapping = { time: "time", price: "bids", size: "bidSizes" };
    await expect(openSource(parquet, { columns: mapping })).rejects.toThrow(
      /must hold one value a row in "bids", which is a list/,
    );
    const arrow = temporaryFile(arrowOf(table));
    await expect(openSource(arrow, { columns: mapping })).rejects.toThrow(/which is a list/);
    const lists = { time: "time", bids: "time", bidSizes: "time", asks: "time", askSizes: "time" };
    for (const path of [parquet, arrow]) {
      await expect(openSource(path, { columns: lists })).rejects.toThrow(/must hold a list a row/);
    }
  });

  test("damage is one clear error", async () => {
    const table = { time: [T, T + 1], price: [1, 2], size: [1, 1], side: ["buy", "sell"] };
    const sound = parquetOf(table, { codec: "UNCOMPRESSED" });
    await expect(openSource(temporaryFile(sound.slice(0, 60)))).rejects.toThrow(
      /is no whole Parquet file/,
    );
    await fuzz(sound, "parquet");
  });
});

/** Values as one packed run of groups of eight, behind a run of one repeated value. */
function hybridOf(repeated: number, times: number, values: readonly number[], width: number) {
  const groups = Math.ceil(values.length / 8);
  const bits = values.flatMap((value) =>
    Array.from({ length: width }, (_, bit) => Math.floor(value / 2 ** bit) % 2),
  );
  const packed = Array.from({ length: groups * width }, (_, byte) =>
    bits.slice(byte * 8, byte * 8 + 8).reduce((sum, bit, at) => sum + bit * 2 ** at, 0),
  );
  const bytes = Math.ceil(width / 8);
  const value = Array.from({ length: bytes }, (_, at) => Math.floor(repeated / 256 ** at) % 256);
  return Uint8Array.from([2 * times, ...value, 2 * groups + 1, ...packed]);
}

test("levels and places in dictionaries are unpacked from any number of bits", () => {
  const drawn = fc.integer({ min: 1, max: 31 }).chain((width) => {
    const value = fc.integer({ min: 0, max: 2 ** width - 1 });
    return fc.tuple(fc.constant(width), value, fc.nat(60), fc.array(value, { maxLength: 200 }));
  });
  fc.assert(
    fc.property(drawn, ([width, repeated, times, values]) => {
      const bytes = hybridOf(repeated, times, values, width);
      const expected = [...new Array(times).fill(repeated), ...values];
      expect([...readHybrid(bytes, 0, width, expected.length)]).toEqual(expected);
      expect(() => readHybrid(bytes.subarray(0, 1), 0, width, times + 1)).toThrow("ends before");
    }),
  );
});

test("LZ4: matches that overlap, refer to the block before, or lie outside", () => {
  const head = [0x04, 0x22, 0x4d, 0x18];
  const end = [0, 0, 0, 0];
  // "ab" and a match of 6 bytes 2 back, then "c" as the end of the block.
  const first = [0x22, 0x61, 0x62, 2, 0, 0x10, 0x63];
  // A match of 19 bytes 9 back, which is the first block again and again, then "d".
  const second = [0x0f, 9, 0, 0, 0x10, 0x64];
  const blocks = [7, 0, 0, 0, ...first, 6, 0, 0, 0, ...second];
  const plain = "ababababc".repeat(4).slice(0, 28);
  const text = (bytes: number[], length: number) =>
    new TextDecoder().decode(unlz4(Uint8Array.from(bytes), length));
  expect(text([...head, 0x40, 0x40, 0, ...blocks, ...end], 29)).toBe(`${plain}d`);
  // With checksums of blocks and content, and the size of the content.
  const sum = [1, 2, 3, 4];
  const size = [9, 0, 0, 0, 0, 0, 0, 0];
  const checked = [...head, 0x5c, 0x40, ...size, 0, 7, 0, 0, 0, ...first, ...sum, ...end, ...sum];
  expect(text(checked, 9)).toBe("ababababc");
  const outside = [...head, 0x40, 0x40, 0, 7, 0, 0, 0, 0x22, 0x61, 0x62, 3, 0, 0x10, 0x63, ...end];
  expect(() => text(outside, 9)).toThrow("bytes that are not there");
  expect(() => text([...head, 0x40, 0x40, 0, ...blocks, ...end], 30)).toThrow("give 29 bytes");
  expect(() => text([1, 2, 3, 4, 0, 0, 0], 1)).toThrow("no LZ4 frame");
});

describe("Arrow", () => {
  const options: [string, ArrowOptions][] = [
    ["a file", {}],
    ["a stream", { format: "stream" }],
    ["many batches", { maxBatchRows: 7 }],
    ["LZ4", { codec: "lz4" }],
    ["zstd", { codec: "zstd", format: "stream" }],
    ["texts that are not coded", { types: { side: utf8() } }],
    ["long texts", { types: { side: largeUtf8() } }],
  ];
  test.each(options)("any rows as %s", async (_, how) => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        expect(await read(arrowOf(table, how))).toEqual(await read(csvOf(table)));
      }),
      { numRuns: 20 },
    );
  });

  test.each<[string, string, DataType, unknown, PlainTick["price"]]>([
    ["32-bit floats", "price", float32(), 10.1, 10.1],
    ["whole numbers", "price", int32(), 10, 10],
    ["decimals", "price", decimal64(10, 2), 10.25, 10.25],
    ["flags", "side", bool(), true, 1],
  ])("%s", async (_, name, type, value, expected) => {
    const table = { time: [T], price: [1], size: [2], side: ["buy"], [name]: [value] } as Columns;
    const [, trade] = await read(arrowOf(table, { types: { [name]: type } }));
    expect(trade.price).toBe(name === "price" ? expected : 1);
    expect(trade.flags & 0x30).toBe(0x10);
  });

  test.each([0, 1, 2, 3])("timestamps of unit %i", async (unit) => {
    const table = { time: [T], price: [1], size: [2] };
    const types = { time: timestamp(unit as 0) };
    const [head] = await read(arrowOf(table, { types }));
    expect(head.timeUs).toBe(1.7e15);
  });

  test("a file cut off or damaged is one clear error", async () => {
    const table = { time: [T, T + 1], price: [1, 2], size: [1, 1], side: ["buy", "sell"] };
    for (const format of ["file", "stream"] as const) {
      await fuzz(arrowOf(table, { format }), "arrow");
    }
  });
});

/** Cut and changed anywhere: read, or refused by a `FormatError`, never more. */
async function fuzz(sound: Uint8Array, format: string): Promise<void> {
  const change = fc.tuple(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean());
  await fc.assert(
    fc.asyncProperty(change, async ([at, bits, isCut]) => {
      const bytes = isCut ? sound.slice(0, at + 1) : sound.slice();
      bytes[at] ^= bits;
      try {
        await allTicks(await openSource(temporaryFile(bytes), { format }));
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }),
    { numRuns: 300 },
  );
}

test("several files are one stream, their rows counted by file", async () => {
  const table = { time: [T, T + 1], price: [1, 2], size: [1, -1], side: ["buy", "sell"] };
  for (const content of [parquetOf(table), arrowOf(table)]) {
    const paths = [temporaryFile(content), temporaryFile(content)];
    const source = await openSources(paths);
    expect((await allTicks(source)).length).toBe(4);
    expect(source.stats).toMatchObject({ lines: 4, badLines: 2 });
    expect(source.stats.bytesRead).toBe(source.stats.totalBytes);
    expect(source.firstBadLine).toMatchObject({ path: paths[0], line: 2 });
  }
});
