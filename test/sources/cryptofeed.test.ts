/** Cryptofeed's recordings, text and JSON, and a converted one: every line is told or counted. */
import { expect, test } from "vitest";
import { FormatError } from "../../bindings/core/errors.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { readerLaws } from "./laws.ts";
import { allTicks, temporaryFile } from "./reading.ts";
import { binance } from "./venues/messages/binance-bybit.ts";
import { bitmex } from "./venues/messages/bitmex-deribit.ts";
import { kraken, krakenChecksum } from "./venues/messages/kraken.ts";
import { ask, bid, clear, head, localUs, message, recorded, type Told } from "./venues/told.ts";

const TEXT =
  "configuration: {'trades': ['ABC-USD']}\n" +
  "wss://ws.kraken.com <-> 1699999999.5\n" +
  'wss://ws.kraken.com <- 1699999999.75: {"event":"subscribe","pair":["ABC/USD"]}\n' +
  "\n" +
  recorded(kraken);

/** The same as cryptofeed's third format writes it. */
function jsonLines(messages: readonly unknown[]): string {
  const lines: object[] = [
    { t: "header", format: 3, exchange: "ANY", config: {}, recorded: 1.5 },
    { t: "http", conn: "h", ts: 1.5, url: "https://x/y", data: '{"symbols":[]}' },
    { t: "connect", conn: "w", ts: 1.5, addr: "wss://x" },
    { t: "send", conn: "w", ts: 1.5, addr: "wss://x", data: "{}" },
  ];
  messages.forEach((each, index) => {
    const { symbol, ...response } = each as { symbol?: string };
    const url = `https://fapi.binance.com/fapi/v1/depth?limit=1000&symbol=${symbol}`;
    const [t, data] = symbol === undefined ? ["recv", each] : ["http", response];
    lines.push({ t, conn: "w", ts: 1_700_000_000 + index, url, data: JSON.stringify(data) });
  });
  return lines.map((each) => `${JSON.stringify(each)}\n`).join("");
}

const CHECKSUM = Number(krakenChecksum([["10.2", "2.5"]], [["10.1", "3.0"]]));
const ROWS = [
  {
    t: 1_700_000_000,
    pair: "ABC/USD",
    snapshot: true,
    bids: [["10.1", "3.0"]],
    asks: [],
    crc: null,
  },
  { t: 1_700_000_001, pair: "XYZ/USD", snapshot: true, bids: [], asks: [], crc: null },
  {
    t: 1_700_000_002,
    pair: "ABC/USD",
    snapshot: false,
    bids: [],
    asks: [["10.2", "2.5"]],
    crc: CHECKSUM,
  },
]
  .map((row) => `${JSON.stringify(row)}\n`)
  .join("");

async function read(text: string, options: OpenOptions = {}) {
  const source = await openSource(temporaryFile(text), options);
  const ticks = await allTicks(source);
  const told = ticks.map(({ timeUs, price, size, flags }): Told => [timeUs, price, size, flags]);
  return { source, told, stats: source.stats };
}

readerLaws("cryptofeed", TEXT);
readerLaws("cryptofeed", jsonLines(binance), { quotes: true });
readerLaws("kraken-jsonl", ROWS);

test("text: what was sent and the recorder's own lines are counted", async () => {
  const { stats, told } = await read(TEXT);
  expect(told.length).toBe((await read(recorded(kraken))).told.length);
  expect(stats).toMatchObject({ sentLines: 1, otherLines: 2, unknownLines: 1, badLines: 0 });
});

test("JSON: the same messages, with the depth snapshot among the responses", async () => {
  const { stats, told } = await read(jsonLines(binance), { quotes: true });
  expect(stats).toMatchObject({ sentLines: 1, otherLines: 3, snapshots: 1, updates: 2, trades: 1 });
  expect(told[0]).toEqual(head(localUs(0) + 100_000, 2, 100));
});

test("an answer to a ping is no bad line, half a message is one", async () => {
  const { stats, source } = await read(`${TEXT}1700000009.5: pong\n1700000010.5: [7,{\nwhat\n`);
  expect(stats).toMatchObject({ unknownLines: 2, badLines: 2 });
  expect(source.firstBadLine?.reason).toBe("the message must be complete JSON");
});

test("the converted form: receive times, and the checksum is compared", async () => {
  const { told, source, stats } = await read(ROWS);
  const [first, last] = [localUs(0), localUs(2)];
  expect(told).toEqual([
    ...message(head(first, 0), clear(first), bid(first, 10.1, 3)),
    ...message(head(last, 2), ask(last, 10.2, 2.5)),
  ]);
  expect(source.facts.symbol).toBe("ABC/USD");
  expect(stats).toMatchObject({ otherSymbolLines: 1, checksumMismatches: 0 });
  const { stats: wrong } = await read(ROWS.replace(String(CHECKSUM), "7"));
  expect(wrong).toMatchObject({ checksumMismatches: 1, gaps: 1 });
});

test("a recording of no known venue, and one without the symbol, are refused", async () => {
  const unknown = '1700000000.5: {"topic":"weather"}\n';
  await expect(read(unknown)).rejects.toThrow(FormatError);
  await expect(read(unknown)).rejects.toThrow(
    /cryptofeed: ".*" must hold messages of a venue that is known: kraken, .*hyperliquid$/,
  );
  await expect(read(recorded(bitmex), { symbol: "ETHUSD" })).rejects.toThrow(
    /must hold the symbol "ETHUSD" near its beginning, where it holds only XBTUSD: name another/,
  );
  await expect(read(recorded(kraken.slice(0, 1)))).rejects.toThrow(FormatError);
});

test("a recorder's own megabytes before the first message do not hide it", async () => {
  const filler = { t: "http", conn: "h", ts: 1.5, url: "https://x/y", data: "x".repeat(3 << 20) };
  const header = JSON.stringify({ t: "header", format: 3, config: {} });
  const { source } = await read(`${header}\n${JSON.stringify(filler)}\n${jsonLines(kraken)}`);
  expect(source.format).toBe("cryptofeed");
  expect(source.facts.symbol).toBe("ABC/USD");
});

test("the book goes on from file to file", async () => {
  const lines = recorded(kraken).split(/(?<=\n)/);
  const paths = [lines.slice(0, 2), lines.slice(2)].map((part) => temporaryFile(part.join("")));
  const source = await openSources(paths);
  await allTicks(source);
  expect(source.stats).toMatchObject({ updates: 2, waitingUpdates: 0, lines: 6 });
});
