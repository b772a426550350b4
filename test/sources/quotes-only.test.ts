/** A source that holds best quotes and no depth says so, and a replay makes its book from them. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSource } from "../../bindings/sources/open.ts";
import { command } from "../cli/command.ts";
import { temporaryFile } from "./reading.ts";
import { parquetOf } from "./table-files.ts";

const TARDIS =
  "exchange,symbol,timestamp,local_timestamp,ask_amount,ask_price,bid_price,bid_amount";
const QUOTES: [format: string, text: string][] = [
  ["nbbo-csv", "ms,bid,bid_size,ask,ask_size\n34200000,139100,100,139200,300\n"],
  ["lean-quotes", "34200000,139100,100,0,0,NYSE,1,0\n34200000,0,0,139200,300,NYSE,1,0\n"],
  ["tardis-quotes", `${TARDIS}\nx,A,1700000000000000,1700000000000100,300,13.92,13.91,100\n`],
  ["binance-book-ticker", "1,13.91,100,13.92,300,1700000000000,1700000000001\n"],
];

test.each(QUOTES)("%s", async (format, text) => {
  const path = temporaryFile(text);
  const source = await openSource(path);
  expect(source.format).toBe(format);
  expect(source.facts.book).toBe("quotes");
  const { code, stdout } = await command(join(path, ".."), "replay", path, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout).lastRow).toMatchObject({
    bid: 13.91,
    ask: 13.92,
    queueImbalance: -0.5,
  });
});

const MAPPED: [what: string, text: string, columns: Record<string, string>, isQuotes: boolean][] = [
  ["best quotes", "t,b,bs,a,as\n1700000000000,13.91,100,13.92,300\n", {}, true],
  [
    "best quotes and trades",
    "t,b,bs,a,as,p,q\n1700000000000,13.91,100,13.92,300,,\n",
    { price: "p", size: "q" },
    true,
  ],
  [
    "quotes, row by row",
    "t,b,bs,a,as,k\n1700000000000,13.91,100,13.92,300,quote\n",
    { kind: "k" },
    true,
  ],
  [
    "quotes and trades, row by row",
    "t,b,bs,a,as,p,q,s,k\n1700000000000,,,,,13.92,100,buy,trade\n" +
      "1700000000001,13.91,100,13.92,300,,,,bbo\n",
    { price: "p", size: "q", side: "s", kind: "k" },
    true,
  ],
  [
    "quotes and levels, row by row",
    "t,b,bs,a,as,p,q,s,k\n1700000000000,13.91,100,13.92,300,,,,quote\n" +
      "1700000000001,,,,,13.91,100,bid,level\n",
    { price: "p", size: "q", side: "s", kind: "k" },
    false,
  ],
  [
    "trades alone, each with the quote before it",
    "t,b,bs,a,as,p,q,k\n1700000000000,13.91,100,13.92,300,13.92,100,trade\n",
    { price: "p", size: "q", kind: "k" },
    false,
  ],
];

test.each(MAPPED)("a mapped table of %s", async (_, text, more, isQuotes) => {
  const columns = { time: "t", bid: "b", bidSize: "bs", ask: "a", askSize: "as", ...more };
  const path = temporaryFile(text);
  const source = await openSource(path, { columns, tickSize: 0.01, lotSize: 1 });
  expect(source.facts.book).toBe(isQuotes ? "quotes" : undefined);
  if (!isQuotes) return;
  const told = Object.entries(columns).map(([field, name]) => `${field}=${name}`);
  const asked = ["--columns", told.join(), "--tick-size", "0.01", "--json"];
  const { stdout } = await command(join(path, ".."), "replay", path, ...asked);
  expect(JSON.parse(stdout).lastRow).toMatchObject({ bid: 13.91, queueImbalance: -0.5 });
});

/** More rows of quotes than are looked at when a file is opened, then a level. */
function lateDepth(): string {
  const quotes = Array.from({ length: 40_000 }, (_, index) => {
    return `${1_700_000_000_000 + index},13.91,${1 + (index % 7)},13.92,300,,,,quote`;
  });
  const level = "1700000050000,,,,,13.91,100,bid,snapshot";
  return `time,bid,bidSize,ask,askSize,price,size,side,kind\n${quotes.join("\n")}\n${level}\n`;
}

test("levels that come behind quotes alone are told of", async () => {
  const path = temporaryFile(lateDepth());
  const source = await openSource(path, { tickSize: 0.01 });
  expect(source.facts.book).toBe("quotes");
  for await (const _ of source);
  expect(source.notes).toEqual([expect.stringContaining('book "ladder"')]);
  const asked = ["replay", path, "--tick-size", "0.01", "--json"];
  const { stdout } = await command(join(path, ".."), ...asked);
  expect(JSON.parse(stdout).notes).toContainEqual(expect.stringContaining('book "ladder"'));
});

test("a Parquet table whose rows are all called quotes", async () => {
  const quote = { bid: [13.91], bidSize: [100], ask: [13.92], askSize: [300] };
  const table = parquetOf({ time: [1_700_000_000_000], ...quote, kind: ["quote"] });
  const { facts } = await openSource(temporaryFile(table), { tickSize: 0.01 });
  expect(facts.book).toBe("quotes");
});

test("trades of stocks are no quotes", async () => {
  const trades = "ms,price,size,exchange,condition\n34200000,139100,100,NYSE,0\n";
  const { facts } = await openSource(temporaryFile(trades));
  expect(facts.book).toBeUndefined();
});
