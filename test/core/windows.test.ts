/** Windows by time are (t - w, t]: what is exactly w old has left, what is younger stays. */
import { expect, test } from "vitest";
import { createEngineSync, Tick } from "../../bindings/index.ts";

const START = 1_700_000_000_000_000;
const SECOND = 1_000_000;

/** Value of `name` in the row at `START + afterUs`, after one event at `START`. */
function valueAfter(name: string, afterUs: number): number {
  const engine = createEngineSync({ tickSize: 1, lotSize: 1, signals: [name] });
  engine.pushTick(START - 1, 0, 0, Tick.clear);
  engine.pushTick(START - 1, 100, 5, Tick.level | Tick.bid);
  engine.pushTick(START - 1, 101, 5, Tick.level | Tick.ask | Tick.last);
  engine.pushTick(START, 100, 9, Tick.level | Tick.bid);
  engine.pushTick(START, 101, 3, Tick.trade | Tick.buy | Tick.last);
  engine.pushTick(START + afterUs, 0, 0, Tick.header | Tick.last);
  const value = engine.table.row(-1)[name];
  engine.dispose();
  return value;
}

test.each([
  ["buyVolume_1s", 3],
  ["ofi_1s", 4],
  ["rollingSum.ofi_1s", 4],
])("%s forgets an event when it is exactly as old as the window", (name, size) => {
  expect(valueAfter(name, SECOND - 1)).toBe(size);
  expect(valueAfter(name, SECOND)).toBe(0);
});

test("sizes that are no whole lots leave no rounding behind in a window", () => {
  const engine = createEngineSync({ tickSize: 1, lotSize: 1, signals: ["buyVolume_3trades"] });
  const trade = Tick.trade | Tick.buy | Tick.last;
  for (let i = 0; i < 20_000; i++) engine.pushTick(START + i, 100, 2 ** (i % 20) + 0.1, trade);
  for (let i = 0; i < 3; i++) engine.pushTick(START + 20_000 + i, 100, 0.1, trade);
  expect(engine.table.row(-1).buyVolume_3trades).toBeCloseTo(0.3, 15);
  engine.dispose();
});
