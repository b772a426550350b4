/** Bitstamp's trades: one message each, with the side of the aggressor. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource } from "../../bindings/sources/open.ts";
import { sharedPath } from "../helpers/shared.ts";
import { readerLaws } from "./laws.ts";
import { allTicks, temporaryFile } from "./reading.ts";

const FIXTURE = `trade_id,timestamp,exchange_timestamp,price,amount,buy_order_id,sell_order_id,side
1,1100,1000,100.5,0.25,7,8,buy
2,1100,1000,100,0.00000001,9,8,sell
2,1100,1000,100,0.00000001,9,8,sell
3,2100,2000,101,1e-05,9,8,
`;
const HEADER = abi.KIND_HEADER;
const TRADE = abi.KIND_TRADE | abi.TICK_LAST;

readerLaws("bitstamp-trades", FIXTURE);

test("every trade is a message; one that comes twice is taken once", async () => {
  const source = await openSource(temporaryFile(FIXTURE));
  const ticks = await allTicks(source);
  expect(ticks.map(({ timeUs, price, size, flags }) => [timeUs, price, size, flags])).toEqual([
    [1e6, 11e5, NaN, HEADER],
    [1e6, 100.5, 0.25, TRADE | abi.SIDE_BUY],
    [1e6, 11e5, NaN, HEADER],
    [1e6, 100, 1e-8, TRADE | abi.SIDE_SELL],
    [2e6, 21e5, NaN, HEADER],
    [2e6, 101, 1e-5, TRADE],
  ]);
  expect(source.stats).toMatchObject({ duplicates: 1, badLines: 0 });
  expect(source.facts).toMatchObject({ tickSize: 0.1, lotSize: 1e-8 });
});

test.each([
  ["x,1,1,1,1,1,1,buy", "trade_id must be an integer"],
  ["4,,1,1,1,1,1,buy", "timestamp must be integer milliseconds"],
  ["4,1,1.5,1,1,1,1,buy", "exchange_timestamp must be integer milliseconds"],
  ["4,1,1,,1,1,1,buy", "price must be a number"],
  ["4,1,1,1,-1,1,1,buy", "amount must be a number of at least 0"],
  ["4,1,1,1,1,1,1,bid", 'side must be buy, sell or unknown, was "bid"'],
])("says what is wrong with %s", async (row, reason) => {
  const source = await openSource(temporaryFile(`${FIXTURE}${row}\n`));
  expect(await allTicks(source)).toHaveLength(6);
  expect(source.firstBadLine).toMatchObject({ line: 6, reason });
});

const folder = "data/bitstamp-l3-20260502";
const trades = sharedPath(`${folder}/trades.csv`);
const golden = sharedPath(`${folder}/golden_tradeflow_imbalance_1min.csv`);

test.skipIf(trades === null || golden === null)(
  "the flow of each minute is what another system found",
  async () => {
    const source = await openSource(trades!, { clock: "local" });
    const ticks = (await allTicks(source)).filter(({ flags }) => (flags & HEADER) !== HEADER);
    expect(ticks).toHaveLength(284);
    expect(ticks.reduce((sum, { size }) => sum + size, 0)).toBeCloseTo(15.0298, 4);
    const rows = readFileSync(golden!, "utf8").trim().split("\n").slice(1);
    let checked = 0;
    for (const row of rows) {
      const [minute, buys, sells] = row.split(",");
      const fromUs = Date.parse(`${minute.replace(" ", "T")}Z`) * 1e3;
      const within = ticks.filter(({ timeUs }) => timeUs >= fromUs && timeUs < fromUs + 60e6);
      const volume = (side: number): number =>
        within
          .filter(({ flags }) => (flags & abi.SIDE_MASK) === side)
          .reduce((sum, { size }) => sum + size, 0);
      expect(volume(abi.SIDE_BUY)).toBeCloseTo(Number(buys), 10);
      expect(volume(abi.SIDE_SELL)).toBeCloseTo(Number(sells), 10);
      checked += within.length;
    }
    expect(checked).toBe(284);
  },
);
