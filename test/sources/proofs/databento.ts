/**
 * Every MBP-10 row states the ten best levels after it: the engine must hold just these after the
 * ticks of the row, also in the midst of a message.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { createEngineSync, type Engine, TickBatch } from "../../../bindings/index.ts";
import { Mbp10Rows } from "../../../bindings/sources/databento/mbp10.ts";
import { DelimitedDecoder } from "../../../bindings/sources/reading/delimited.ts";
import type { SourceStats } from "../../../bindings/sources/source.ts";
import type { Proof } from "./proof.ts";

const SAMPLE = "aapl_mbp10_20241021_5000rows.csv.gz";
const LEVELS = 10;
const NEWLINE = 10;

/** Places of the level columns: bid price, bid size, ask price, ask size, of each level. */
function levelColumns(header: string): number[] {
  const names = header.trim().split(",");
  return Array.from({ length: LEVELS }, (_, level) =>
    ["bid_px", "bid_sz", "ask_px", "ask_sz"].map((name) =>
      names.indexOf(`${name}_${String(level).padStart(2, "0")}`),
    ),
  ).flat();
}

/**
 * All ticks of the file, and for each row how many there are up to its end. Rows are decoded one
 * by one; the last tick of a row waits in the decoder until the next row is there.
 */
function ticksByRow(bytes: Uint8Array) {
  const stats: SourceStats = { bytesRead: 0, totalBytes: 0, lines: 0, ticks: 0 };
  const decoder = new DelimitedDecoder(new Mbp10Rows({}, stats), {}, stats);
  const line = new TickBatch(64);
  const ticks = new TickBatch(1 << 14);
  const ends: number[] = [];
  let pos = decoder.begin(bytes, 0, bytes.length, SAMPLE);
  while (pos < bytes.length) {
    pos = decoder.decode(bytes, pos, bytes.indexOf(NEWLINE, pos) + 1, line);
    ticks.appendBatch(line);
    line.clear();
    ends.push(ticks.length + 1);
  }
  decoder.finish(ticks);
  return { ticks, ends, facts: decoder.facts, stats };
}

/** Levels of the engine in the order of `levelColumns`; more of them if it holds more than ten. */
function levelsOf(engine: Engine): number[] {
  const bids = engine.book.levels("bid");
  const asks = engine.book.levels("ask");
  const length = Math.max(bids.prices.length, asks.prices.length, LEVELS);
  return Array.from({ length }, (_, level) => [
    bids.prices[level],
    bids.sizes[level],
    asks.prices[level],
    asks.sizes[level],
  ]).flat();
}

/** @param folder `data/formats/databento` of the reference material */
export function databentoLevels(folder: string): Proof {
  const bytes = gunzipSync(readFileSync(`${folder}/${SAMPLE}`));
  const [header, ...rows] = bytes.toString("latin1").trimEnd().split("\n");
  const columns = levelColumns(header);
  const { ticks, ends, facts, stats } = ticksByRow(bytes);
  const { tickSize, lotSize } = facts;
  const engine = createEngineSync({ tickSize, lotSize, signals: ["mid"] });
  const part = new TickBatch(64);
  const unequal: number[] = [];
  for (const [row, text] of rows.entries()) {
    part.clear();
    for (let at = row > 0 ? ends[row - 1] : 0; at < ends[row]; at++) {
      part.append(ticks.timeAt(at), ticks.priceAt(at), ticks.sizeAt(at), ticks.flagsAt(at));
    }
    engine.push(part);
    const cells = text.split(",");
    const stated = columns.map((column) => Number(cells[column]));
    const found = levelsOf(engine);
    if (found.length !== stated.length || stated.some((value, at) => value !== found[at])) {
      unequal.push(row);
    }
  }
  const { messages, trades, crossedMessages: crossed } = engine.counters;
  engine.dispose();
  const { sequenceReversals } = stats;
  return {
    expected: {
      rows: 5000,
      unequal: [],
      messages: 4805,
      trades: 286,
      crossed: 0,
      sequenceReversals: 0,
    },
    found: { rows: ends.length, unequal, messages, trades, crossed, sequenceReversals },
  };
}
