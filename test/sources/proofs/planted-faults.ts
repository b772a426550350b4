/**
 * Recordings with planted faults, each beside its clean copy: every fault is found in its line, and
 * nothing else, and nothing in the clean copy.
 */
import { FAULTS } from "../../../bindings/sources/binance/rows-faults.ts";
import { openSource } from "../../../bindings/sources/open.ts";
import type { Proof } from "./proof.ts";

const DAY = "04-03-2025.csv.gz";
const STREAM = "binance_difference_depth_stream";
export const MERGED_NAME =
  "merged_depth_snapshot_difference_depth_stream_trade_stream_usd_m_futures_trxusdt_14-04-2025";

/** A fault by its counter, the line of the first one, and how often it is met. */
export type FaultCount = readonly [name: string, line: number, times: number];

/** What was planted into each file, and how often it must be found. */
export const PLANTED: readonly (readonly [file: string, faults: readonly FaultCount[]])[] = [
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

const NAMES = [...FAULTS, "sequenceGaps", "repeatedTrades", "tradeIdGaps"];

/** The clean copy of a file with faults. */
export const cleanCopy = (file: string): string => file.replace("negative", "positive");

/** Reads a file to its end: its lines, those that were refused, and every fault met. */
export async function readFaults(path: string) {
  const source = await openSource(path);
  for await (const _ of source);
  const { stats, notes } = source;
  const faults = NAMES.filter((name) => stats[name] !== 0).map((name): FaultCount => {
    const note = notes.find((text) => text.startsWith(`${name}:`)) ?? "";
    return [name, Number(/line (\d+)$/.exec(note)?.[1]), stats[name]];
  });
  return { faults, lines: stats.lines, badLines: stats.badLines };
}

/** All files together: kinds of faults by file, and how many of them stand as planted. */
export async function plantedFaults(folder: string): Promise<Proof> {
  const found = { planted: 0, asPlanted: 0, others: 0, inCleanCopies: 0 };
  for (const [file, planted] of PLANTED) {
    const left = new Set(planted.map(String));
    found.planted += planted.length;
    for (const fault of (await readFaults(`${folder}/${file}`)).faults) {
      if (left.delete(String(fault))) found.asPlanted++;
      else found.others++;
    }
    const clean = await readFaults(`${folder}/${cleanCopy(file)}`);
    found.inCleanCopies += clean.faults.length + clean.badLines;
  }
  return { expected: { planted: 22, asPlanted: 22, others: 0, inCleanCopies: 0 }, found };
}
