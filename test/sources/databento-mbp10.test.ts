/** MBP-10 rows become what they change in the levels of the row before, and trades. */
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { FormatError } from "../../bindings/core/errors.ts";
import { openSources } from "../../bindings/sources/open.ts";
import * as d from "./databento-rows.ts";
import { readerLaws } from "./laws.ts";
import { allTicks, kindOf, temporaryFile } from "./reading.ts";

const { mbp } = d;
const UNDEFINED = "9223372036854775807";
const fileOf = (...rows: string[]) => d.fileOf(d.MBP_HEADER, rows);

const BIDS = [
  [10, 5],
  [9.99, 7],
] as const;
const ASKS = [
  [10.01, 4],
  [10.03, 6],
] as const;
const ALL_LEVELS = [
  [d.SET_BID, 10, 5],
  [d.SET_BID, 9.99, 7],
  [d.SET_ASK, 10.01, 4],
  [d.SET_ASK, 10.03, 6],
] as const;
const ASKS_AFTER = [
  [10.02, 9],
  [10.03, 6],
] as const;

const FIRST = mbp({ time: 1_999, sequence: 1 }, BIDS, ASKS);
const TRADE = { time: 3_000, action: "T", side: "B", price: 10.01, size: 4, sequence: 2 };
const TEXT = fileOf(
  FIRST,
  mbp(TRADE, BIDS, ASKS),
  mbp({ time: 3_000, action: "C", side: "A", sequence: 2 }, BIDS, ASKS_AFTER),
  mbp({ time: 4_000, action: "T", side: "N", price: 10.015, flags: 0, sequence: 3 }, BIDS, [
    [10.02, 9],
    [10.03, 6],
  ]),
  mbp(
    { time: 4_700, received: 4_500, action: "T", side: "A", flags: 128, sequence: 4 },
    [
      [10, 2],
      [9.99, 7],
    ],
    ASKS_AFTER,
  ),
  mbp(
    { time: 6_000, sequence: 5 },
    [
      [10.01, 1],
      [10, 2],
    ],
    [
      [10.02, 9],
      ["", 0],
    ],
  ),
);
const TICKS = d.ticksOf([
  [[1, 2, 1], d.CLEAR, ...ALL_LEVELS],
  [
    [3, 3, 2],
    [d.BOUGHT, 10.01, 4],
    [d.SET_ASK, 10.01, 0],
    [d.SET_ASK, 10.02, 9],
  ],
  [
    [4, 4, 3],
    [abi.KIND_TRADE, 10.015, 1],
    [d.SOLD, 10, 1],
    [d.SET_BID, 10, 2],
  ],
  [
    [6, 6, 5],
    [d.SET_BID, 10.01, 1],
    [d.SET_BID, 9.99, 0],
    [d.SET_ASK, 10.03, 0],
  ],
]);

readerLaws("databento-mbp10", TEXT);

test("levels are written where they differ, trades before them, one message an event", async () => {
  const { source, ticks } = await d.read(TEXT);
  expect(ticks).toEqual(TICKS);
  expect(source.facts).toMatchObject({ symbol: "ABC", tickSize: 0.01, lotSize: 1 });
  expect(source.inferred).toEqual(["tickSize", "lotSize"]);
  expect(source.stats).toMatchObject({ lines: 6, badLines: 0, unfinishedEvents: 0 });
});

test("whole numbers of 1e-9, quotes and ISO times say the same", async () => {
  const units = (cell: string) => (cell === "" ? UNDEFINED : `${BigInt(+cell * 1000) * 1000000n}`);
  const iso = (cell: string) => `2023-11-14T22:13:20.${cell.slice(-9)}Z`;
  const [header, ...rows] = TEXT.trimEnd().split("\n");
  const names = header.split(",");
  const rewrite = (cell: string, at: number) => {
    if (names[at].startsWith("ts_") && names[at] !== "ts_in_delta") return iso(cell);
    return /px_|^price$/.test(names[at]) ? units(cell) : `"${cell}"`;
  };
  const other = rows.map((row) => row.split(",").map(rewrite).join());
  const { source, ticks } = await d.read(d.fileOf(header, other));
  expect(ticks).toEqual(TICKS);
  expect(source.facts.tickSize).toBe(0.01);
});

test.each([
  ["2023-11-14T22:13:20Z", 0],
  ["2023-11-14 22:13:20.5+00:00", 500_000],
  ["2023-11-14T22:13:20.1234567", 123_456],
  [`${d.START_US}999`, 0],
])("the time %s is read", async (time, timeUs) => {
  const { ticks } = await d.read(fileOf(mbp({ time }, BIDS, ASKS)));
  expect(ticks[0].timeUs - d.START_US).toBe(timeUs);
});

test("the clock of receipt, and the other one where one is missing", async () => {
  const local = await d.read(TEXT, { clock: "local" });
  expect(local.ticks.filter((tick) => kindOf(tick) === abi.KIND_HEADER)).toSatisfy(
    (headers: typeof local.ticks) => headers.every(({ timeUs, price }) => timeUs === price),
  );
  const none = "18446744073709551615";
  const { ticks } = await d.read(fileOf(mbp({ time: none, received: 8_000 }, BIDS, ASKS)));
  expect(ticks[0].timeUs).toBe(d.START_US + 8);
});

test("events in one microsecond with one sequence number are told apart", async () => {
  const rows = [5_001, 5_002].map((time) => mbp({ time, sequence: 7 }, BIDS, ASKS));
  const { ticks } = await d.read(fileOf(...rows));
  expect(ticks.filter((tick) => kindOf(tick) === abi.KIND_HEADER)).toHaveLength(2);
});

test("an event that is never flagged last ends where the times change", async () => {
  const rows = [1_000, 9_000].map((time, at) => mbp({ time, flags: 0, sequence: at }, BIDS, ASKS));
  const { source, ticks } = await d.read(fileOf(...rows));
  expect(ticks.filter((tick) => kindOf(tick) === abi.KIND_HEADER)).toHaveLength(2);
  expect(source.stats.unfinishedEvents).toBe(1);
});

test("an older state does not come back, its trade is taken", async () => {
  const newest = mbp({ time: 5_000, sequence: 9 }, BIDS, ASKS_AFTER);
  const older = { time: 4_000, sequence: 8, action: "T", side: "A" };
  const { source, ticks } = await d.read(fileOf(FIRST, newest, mbp(older, BIDS, ASKS), newest));
  expect(ticks.slice(6)).toEqual(
    d.ticksOf([
      [
        [5, 5, 9],
        [d.SET_ASK, 10.01, 0],
        [d.SET_ASK, 10.02, 9],
      ],
      [
        [4, 4, 8],
        [d.SOLD, 10, 1],
      ],
      [[5, 5, 9]],
    ]),
  );
  expect(source.stats).toMatchObject({ sequenceReversals: 1, olderStates: 1 });
});

test("a sequence that begins anew at a later time is no older state", async () => {
  const rows = [
    mbp({ time: 1_000, sequence: 900 }, BIDS, ASKS),
    mbp({ time: 9_000, sequence: 1 }, BIDS, ASKS_AFTER),
  ];
  const { source, ticks } = await d.read(fileOf(...rows));
  expect(ticks.at(-1)).toMatchObject({ price: 10.02, size: 9 });
  expect(source.stats).toMatchObject({ sequenceReversals: 1, olderStates: 0 });
});

test("doubtful rows are a gap, the first sound one behind them a snapshot", async () => {
  const rows = [134, 134, 130].map((flags, at) =>
    mbp({ time: at * 2_000 + 3_000, sequence: at + 2, flags }, BIDS, ASKS_AFTER),
  );
  const { source, ticks } = await d.read(fileOf(FIRST, ...rows));
  const levels = [...ALL_LEVELS.slice(0, 2), [d.SET_ASK, 10.02, 9], [d.SET_ASK, 10.03, 6]] as const;
  expect(ticks.slice(6)).toEqual(
    d.ticksOf([[[3, 3, 2], d.GAP], [[5, 5, 3]], [[7, 7, 4], d.CLEAR, ...levels]]),
  );
  expect(source.stats).toMatchObject({ gaps: 1, doubtfulRows: 2 });
});

test("a clear and a snapshot begin the book anew", async () => {
  const none = [
    [UNDEFINED, 0],
    ["NaN", 0],
  ] as const;
  const clear = mbp({ time: 3_000, action: "R", side: "N", price: "", sequence: 2 }, none, none);
  const snapshot = mbp({ time: 0, received: 5_000, flags: 168, sequence: 1 }, BIDS, ASKS);
  const { source, ticks } = await d.read(fileOf(FIRST, clear, snapshot));
  expect(ticks.slice(6)).toEqual(
    d.ticksOf([
      [[3, 3, 2], d.CLEAR],
      [[5, 5, 1], d.CLEAR, ...ALL_LEVELS],
    ]),
  );
  expect(source.stats.sequenceReversals).toBe(0);
});

test("the book is carried from file to file", async () => {
  const second = fileOf(mbp({ time: 7_000, sequence: 2 }, BIDS, ASKS_AFTER));
  const source = await openSources([temporaryFile(fileOf(FIRST)), temporaryFile(second)]);
  expect((await allTicks(source)).slice(6)).toEqual(
    d.ticksOf([
      [
        [7, 7, 2],
        [d.SET_ASK, 10.01, 0],
        [d.SET_ASK, 10.02, 9],
      ],
    ]),
  );
});

test("of several symbols and publishers one is read, the others are counted", async () => {
  const rows = [
    FIRST,
    mbp({ symbol: "XYZ", instrument: 40 }, BIDS, ASKS),
    mbp({ publisher: 43 }, BIDS, ASKS),
    mbp({ symbol: "XYZ", instrument: 40, time: 9_000 }, BIDS, ASKS),
  ];
  const { source, ticks } = await d.read(fileOf(...rows));
  expect(ticks).toEqual(TICKS.slice(0, 6));
  expect(source.stats).toMatchObject({ otherSymbolLines: 2, otherPublisherLines: 1 });
  expect(source.notes).toHaveLength(2);
  expect(source.notes[0]).toMatch(/^holds 2 symbols; only ABC .*--symbol/);
  expect(source.notes[1]).toMatch(/^holds the books of 2 publishers; only publisher_id 2 /);
  const other = await d.read(fileOf(...rows), { symbol: "XYZ" });
  expect(other.source.facts.symbol).toBe("XYZ");
  expect(other.source.stats).toMatchObject({ otherSymbolLines: 2, otherPublisherLines: 0 });
  expect(other.source.notes).toEqual([]);
});

test("instruments without names go by number", async () => {
  const rows = [38, 40].map((instrument) => mbp({ symbol: "", instrument }, BIDS, ASKS));
  const { source } = await d.read(fileOf(...rows));
  expect([source.facts.symbol, source.stats.otherSymbolLines]).toEqual(["38", 1]);
});

test.each([
  ["1,2,3", "as many cells"],
  [mbp({ time: "soon" }, BIDS, ASKS), "ts_event must be"],
  [mbp({ time: "2023-13-14T22:13:20Z" }, BIDS, ASKS), "ts_event must be"],
  [mbp({ time: "2023-11-14T22:13:20+01:0" }, BIDS, ASKS), "ts_event must be"],
  [mbp({ action: "Q" }, BIDS, ASKS), "action must be one of A, C, F, M, N, R, T"],
  [mbp({ flags: 300 }, BIDS, ASKS), "flags must be"],
  [mbp({ sequence: "x" }, BIDS, ASKS), "sequence must be"],
  [mbp({ ...TRADE, price: "" }, BIDS, ASKS), "price of a trade"],
  [mbp({ ...TRADE, size: "-1" }, BIDS, ASKS), "size of a trade"],
  [mbp({}, [["ten", 5], BIDS[1]], ASKS), 'bid_px_00 must be a price, was "ten"'],
  [mbp({}, BIDS, [ASKS[0], [10.03, "-6"]]), 'ask_sz_01 must be a size, was "-6"'],
  [mbp({}, [BIDS[1], BIDS[0]], ASKS), "bid_px_01 must lie behind"],
])("%s is counted and changes nothing", async (row, reason) => {
  const rows = TEXT.trimEnd().split("\n");
  const text = [...rows.slice(0, 2), row, ...rows.slice(2)].join("\n");
  const { source, ticks } = await d.read(text);
  expect(ticks).toEqual(TICKS);
  expect(source.stats.badLines).toBe(1);
  expect(source.firstBadLine?.reason).toContain(reason);
  await expect(d.read(text, { strict: true })).rejects.toThrow(FormatError);
});

test("a file without a needed column is refused by its name", async () => {
  const path = temporaryFile(TEXT.replace("ask_sz_00", "ask_size"));
  const opened = openSources([path], { format: "databento-mbp10" });
  await expect(opened).rejects.toThrow(FormatError);
  await expect(opened).rejects.toThrow("missing: ask_sz_00");
});
