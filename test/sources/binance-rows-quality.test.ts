/** Recordings with planted faults: each one is found in its line, and nothing in clean files. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { FAULTS } from "../../bindings/sources/binance/rows-faults.ts";
import { openSource } from "../../bindings/sources/open.ts";
import { sharedPath } from "../helpers/shared.ts";
import { allTicks, messages, PlainBook } from "./reading.ts";

const FOLDER = "data/data-quality-trx-2025";
const DAY = "04-03-2025.csv.gz";
const STREAM = "binance_difference_depth_stream";
const MERGED_NAME =
  "merged_depth_snapshot_difference_depth_stream_trade_stream_usd_m_futures_trxusdt_14-04-2025";

/** What was planted into each file: fault, line of the first one, how often it must be found. */
const PLANTED: [file: string, faults: [name: string, line: number, times: number][]][] = [
  [
    `test_negative_${STREAM}_coin_m_futures_trxusd_perp_${DAY}`,
    [
      ["wrongSymbols", 2, 1],
      ["badPrices", 2, 1],
      ["badEventTimes", 3, 2],
      ["badTransactionTimes", 3, 1],
      ["badSides", 4, 1],
      ["farPrices", 8, 1],
      // One row with ids of the update before last: a break into it and one out of it.
      ["sequenceGaps", 10, 2],
      ["outOfDayRows", 10001, 1],
    ],
  ],
  [
    `test_negative_${STREAM}_spot_trxusdt_${DAY}`,
    [
      ["badEventTimes", 2, 1],
      ["badPrices", 2, 1],
      ["sequenceGaps", 9, 1],
      ["eventsAfterReceive", 9, 1],
      ["outOfDayRows", 10001, 1],
    ],
  ],
  // The two files of this pair are the same.
  [`test_negative_${STREAM}_usd_m_futures_trxusdt_${DAY}`, []],
  [
    `test_negative_binance_trade_stream_coin_m_futures_trxusd_perp_${DAY}`,
    [
      // Receive time one second on, and the last row received 20 hours after its event.
      ["lateReceives", 2, 2],
      ["repeatedTrades", 4, 1],
      ["priceJumps", 4, 1],
    ],
  ],
  [
    `test_negative_binance_trade_stream_spot_trxusdt_${DAY}`,
    [
      ["repeatedTrades", 4, 1],
      ["lateReceives", 10001, 1],
    ],
  ],
  [`test_negative_binance_trade_stream_usd_m_futures_trxusdt_${DAY}`, [["badPrices", 2, 1]]],
  [
    `${MERGED_NAME}_negative.csv.gz`,
    [
      ["mergeTimeMismatches", 146, 1],
      ["wrongLastMarks", 147, 1],
      // The final id of lines 5667-5691 is one too high: the next update does not follow on it.
      ["sequenceGaps", 7697, 1],
    ],
  ],
];

describe.each(PLANTED)("%s", (file, planted) => {
  test("every planted fault is found, in its line, and nothing else", async () => {
    const path = sharedPath(`${FOLDER}/${file}`);
    if (path === null) return;
    const source = await openSource(path);
    await allTicks(source);
    const found = [...FAULTS, "sequenceGaps", "repeatedTrades", "tradeIdGaps"]
      .filter((name) => source.stats[name] !== 0)
      .map((name) => {
        const note = source.notes.find((text) => text.startsWith(`${name}:`)) ?? "";
        return [name, Number(/line (\d+)$/.exec(note)?.[1]), source.stats[name]];
      });
    expect(found.sort()).toEqual([...planted].sort());
  });

  test("nothing is found in the clean copy", async () => {
    const path = sharedPath(`${FOLDER}/${file.replace("negative", "positive")}`);
    if (path === null) return;
    const source = await openSource(path);
    await allTicks(source);
    for (const name of [...FAULTS, "sequenceGaps", "repeatedTrades", "tradeIdGaps", "badLines"]) {
      expect(source.stats[name], name).toBe(0);
    }
    expect(source.stats.lines).toBeGreaterThan(9800);
  });
});

test("the book of the merged file agrees with the REST snapshot in it", async () => {
  const path = sharedPath(`${FOLDER}/${MERGED_NAME}_positive.csv.gz`);
  if (path === null) return;
  const rows = gunzipSync(readFileSync(path)).toString().split("\n");
  const snapshot = rows
    .map((text) => text.split(","))
    .filter((cells) => cells[20] === "DEPTH_SNAPSHOT");
  const [, , , , , , , , , , , , , , , , , , , id] = snapshot[0];
  const book = new PlainBook();
  for (const message of messages(await allTicks(await openSource(path)))) {
    for (const { flags, price, size } of message) book.apply(flags, price, size);
    if (message[0].size === Number(id) && (message[0].flags & abi.KIND_MASK) === abi.KIND_HEADER)
      break;
  }
  // The final snapshot was grown from changes: a level that never changed is not in it.
  const sizes = snapshot.map((cells) => {
    const side = cells[10] === "0" ? book.bids : book.asks;
    return [side.get(Number(cells[11])), Number(cells[12])];
  });
  const known = sizes.filter(([size]) => size !== undefined);
  expect([sizes.length, known.length]).toEqual([2000, 1998]);
  expect(known.map(([size]) => size)).toEqual(known.map(([, size]) => size));
});
