/**
 * One recording, split by kind into files of three formats, merged again, converted to a binary
 * tick file and replayed: to the bit what the whole recording gives, in batches of any size.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as abi from "../../../assembly/abi.ts";
import { createEngineSync, TickBatch } from "../../../bindings/index.ts";
import {
  openSource,
  openSources,
  syntheticSource,
  tickFileWriter,
  ticksCsvWriter,
} from "../../../bindings/sources/index.ts";
import type { InstrumentFacts, TickSource } from "../../../bindings/sources/source.ts";
import { inBatches } from "../any-ticks.ts";
import { messagesOf } from "./messages.ts";
import type { Proof } from "./proof.ts";

const TICKS = 40_000;
const BATCH_SIZES = [1, 7, 4096];
/** Every so many messages the mark price is told. */
const MARK_EVERY = 25;

/** A market in which every message has a receive time of its own. */
async function record(): Promise<{ whole: TickBatch; facts: InstrumentFacts }> {
  const source = syntheticSource({ seed: 11, ticks: TICKS });
  const whole = new TickBatch(TICKS * 2);
  let messages = 0;
  for await (const message of messagesOf(source)) {
    const timeUs = message.timeAt(0);
    const localUs = message.priceAt(0) + 2 * ++messages;
    whole.append(timeUs, localUs, messages, abi.KIND_HEADER);
    whole.appendRange(message, 1, message.length);
    if (messages % MARK_EVERY !== 0) continue;
    whole.append(timeUs, localUs + 1, messages, abi.KIND_HEADER);
    const mark = abi.KIND_STATE | (abi.TOPIC_MARK_PRICE << abi.TOPIC_SHIFT) | abi.TICK_LAST;
    whole.append(timeUs, 2500 + messages / 1000, 0, mark);
  }
  return { whole, facts: source.facts };
}

/** Splits the recording: depth as binary file, trades as CSV of ticks, mark prices as a table. */
function split(whole: TickBatch, facts: InstrumentFacts, folder: string): string[] {
  const paths = ["depth.vit", "trades.csv", "marks.csv"].map((name) => join(folder, name));
  const depth = tickFileWriter(paths[0], facts);
  const trades = new TickBatch(1);
  const marks = ["time,localTime,sequence,markPrice"];
  const message = new TickBatch(64);
  for (let i = 0; i < whole.length; i++) {
    message.appendRange(whole, i, i + 1);
    if ((whole.flagsAt(i) & abi.TICK_LAST) === 0) continue;
    const kind = whole.flagsAt(i) & abi.KIND_MASK;
    if (kind === abi.KIND_TRADE) trades.appendBatch(message);
    else if (kind === abi.KIND_STATE) {
      const times = [message.timeAt(0), message.priceAt(0), message.sizeAt(0)];
      marks.push([...times, message.priceAt(1)].join(","));
    } else depth.write(message);
    message.clear();
  }
  depth.close();
  writeFileSync(paths[1], ticksCsvWriter(facts).encode(trades));
  writeFileSync(paths[2], `${marks.join("\n")}\n`);
  return paths;
}

async function convert(source: TickSource, path: string): Promise<void> {
  const writer = tickFileWriter(path, source.facts, source);
  for await (const batch of source) writer.write(batch);
  writer.close();
}

async function collect(source: TickSource): Promise<TickBatch> {
  const all = new TickBatch(TICKS);
  for await (const batch of source) all.appendBatch(batch);
  return all;
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

const SIGNALS = ["bench20", "feedLatencyMs", "feedSequence", "markPrice"];

/** Hash of every row, bit by bit, that an engine makes of the batches. */
function outputOf(batches: Iterable<TickBatch>, { tickSize, lotSize }: InstrumentFacts): string {
  const engine = createEngineSync({ tickSize, lotSize, signals: SIGNALS });
  const columns = new Map(["time", ...engine.columns].map((name) => [name, [] as number[]]));
  const flags: number[] = [];
  for (const batch of batches) {
    engine.push(batch);
    for (const [name, values] of columns) for (const v of engine.table.borrow(name)) values.push(v);
    for (const bits of engine.table.borrowFlags()) flags.push(bits);
  }
  engine.dispose();
  const hash = createHash("sha256").update(new Uint8Array(Uint32Array.from(flags).buffer));
  for (const values of columns.values()) {
    hash.update(new Uint8Array(Float64Array.from(values).buffer));
  }
  return hash.digest("hex");
}

/** @param folder where the files may be written */
export async function oneRecording(folder: string): Promise<Proof> {
  const { whole, facts } = await record();
  const paths = split(whole, facts, folder);
  const merged = await openSources(paths);
  const path = join(folder, "merged.vit");
  await convert(merged, path);
  const read = await openSource(path);
  const ticks = await collect(read);
  const outputs = BATCH_SIZES.map((size) => outputOf(inBatches(ticks, size), read.facts));
  const expected = outputOf([whole], facts);
  return {
    expected: {
      format: "ticks-binary + ticks-csv + csv",
      isCausal: true,
      ticks: whole.length,
      records: hashOf(whole.bytes),
      outputs: BATCH_SIZES.map(() => expected),
    },
    found: {
      format: merged.format,
      isCausal: merged.isCausal && read.isCausal,
      ticks: ticks.length,
      records: hashOf(ticks.bytes),
      outputs,
    },
  };
}
