/**
 * Kraken sends a checksum of its ten best levels with every change of a book: the engine's book,
 * printed with the pair's digits, must have the same one.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Engine } from "../../../bindings/index.ts";
import { openSource } from "../../../bindings/sources/open.ts";
import { LineReader } from "../../../bindings/sources/reading/lines.ts";
import { crc32 } from "./crc32.ts";
import { engineOf } from "./engine-of.ts";
import { holds, messagesOf } from "./messages.ts";
import type { Proof } from "./proof.ts";

/** What a recording says of one pair. */
interface Published {
  readonly checksums: number[];
  priceDigits: number;
  sizeDigits: number;
}

type Row = readonly [price: string, size: string];

interface BookMessage {
  readonly pair: string;
  readonly rows: readonly Row[];
  /** NaN for a snapshot. */
  readonly checksum: number;
}

const DEPTH = 1000;
const LEVELS = 10;

/** A line of the raw recording (v1 or v3) or of the converted one, the plain way. */
function parseLine(line: string): BookMessage | null {
  if (line.startsWith('{"t":1')) {
    const { pair, bids, asks, crc } = JSON.parse(line);
    return { pair, rows: [...bids, ...asks], checksum: crc ?? Number.NaN };
  }
  const json = line.startsWith("{") ? JSON.parse(line).data : /^[\d.]+: (.*)/.exec(line)?.[1];
  if (!json?.startsWith("[") || !json.includes('"book-')) return null;
  const message = JSON.parse(json);
  const parts = message.slice(1, -2);
  const rows = parts.flatMap(({ c: _, ...sides }: object & { c?: string }) =>
    Object.values(sides).flat(),
  );
  return { pair: message.at(-1), rows, checksum: Number(parts.at(-1).c ?? Number.NaN) };
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const reader = await LineReader.open(path);
  do {
    yield* Buffer.from(reader.buffer.subarray(0, reader.end)).toString("latin1").split("\n");
  } while (await reader.next());
  await reader.close();
}

async function publishedIn(path: string): Promise<Map<string, Published>> {
  const pairs = new Map<string, Published>();
  for await (const line of linesOf(path)) {
    const message = parseLine(line);
    if (message === null) continue;
    const { pair, rows, checksum } = message;
    const known = pairs.get(pair) ?? { checksums: [], priceDigits: 0, sizeDigits: 0 };
    pairs.set(pair, known);
    known.priceDigits = Math.max(known.priceDigits, ...rows.map(([price]) => digits(price)));
    known.sizeDigits = Math.max(known.sizeDigits, ...rows.map(([, size]) => digits(size)));
    if (!Number.isNaN(checksum)) known.checksums.push(checksum);
  }
  return pairs;
}

function digits(text: string): number {
  return text.length - 1 - text.indexOf(".");
}

function bare(value: number, decimals: number): string {
  return value.toFixed(decimals).replace(".", "").replace(/^0+/, "");
}

function checksumOf(engine: Engine, { priceDigits, sizeDigits }: Published): number {
  let text = "";
  for (const side of ["ask", "bid"] as const) {
    const { prices, sizes } = engine.book.levels(side, LEVELS);
    prices.forEach((price, at) => {
      text += bare(price, priceDigits) + bare(sizes[at], sizeDigits);
    });
  }
  return crc32(text);
}

async function replay(path: string, symbol: string, published: Published) {
  const source = await openSource(path, { symbol });
  const engine = engineOf(source, ["bid", "ask"]);
  const found = { compared: 0, equal: 0, tooDeep: 0 };
  for await (const message of messagesOf(source)) {
    engine.push(message);
    const { book } = engine;
    if (Math.max(book.levelCount("bid"), book.levelCount("ask")) > DEPTH) found.tooDeep++;
    if (!holds(message, abi.KIND_LEVEL_SET) || holds(message, abi.KIND_CLEAR)) continue;
    if (checksumOf(engine, published) === published.checksums[found.compared]) found.equal++;
    found.compared++;
  }
  const { crossedMessages, lockedMessages } = engine.counters;
  engine.dispose();
  const { gaps, badLines, checksumMismatches } = source.stats;
  return {
    ...found,
    crossed: crossedMessages + lockedMessages,
    gaps,
    badLines,
    checksumMismatches,
  };
}

/** All pairs of a recording, raw or converted. */
export async function krakenChecksums(path: string): Promise<Proof> {
  const found: Record<string, number> = { pairs: 0 };
  let checksums = 0;
  for (const [pair, published] of await publishedIn(path)) {
    checksums += published.checksums.length;
    found.pairs++;
    for (const [name, value] of Object.entries(await replay(path, pair, published))) {
      found[name] = (found[name] ?? 0) + value;
    }
  }
  const expected = {
    pairs: 10,
    checksums: 4269,
    compared: 4269,
    equal: 4269,
    tooDeep: 0,
    crossed: 0,
    gaps: 0,
    badLines: 0,
    checksumMismatches: 0,
  };
  return { expected, found: { ...found, checksums } };
}
