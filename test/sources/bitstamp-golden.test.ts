/**
 * Bitstamp's orders of one half hour beside the levels that were made from them by other means, as
 * a tardis.dev file. Of that file one row is mended: it is marked as a snapshot only because it was
 * received in the same millisecond as the snapshot, and would make a book of one level.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource } from "../../bindings/sources/open.ts";
import { sharedPath } from "../helpers/shared.ts";
import { allTicks, kindOf, type PlainTick, temporaryFile } from "./reading.ts";
import { crossedShare, lastByReceipt, touchRows } from "./touch-rows.ts";

const folder = "data/bitstamp-l3-20260502";
const orders = sharedPath(`${folder}/orders.csv.gz`);
const levels = sharedPath(`${folder}/derived_L2_tardis_format.csv.gz`);
const isAbsent = orders === null || levels === null;

const GHOST_IDS = /^(2002347646152704|2002347642003458),[^\n]*\n/gm;
const GHOST_PRICES = [78333, 78374];
const STRAY = /(1777689383127000,1777689383201000),true/;
const LOTS = 1e8;

const textOf = (path: string): string => gunzipSync(readFileSync(path)).toString("latin1");
const mendedLevels = (): string => temporaryFile(textOf(levels!).replace(STRAY, "$1,false"));

/** The size of every level after each of its changes, keyed by time of receipt, side and price. */
function changesOf(ticks: readonly PlainTick[]): string[] {
  const lots = new Map<string, number>();
  const changes: string[] = [];
  let localUs = NaN;
  let isOpening = false;
  for (const tick of ticks) {
    const kind = kindOf(tick);
    if (kind === abi.KIND_HEADER) localUs = tick.price;
    if (kind === abi.KIND_CLEAR) isOpening = true;
    if (kind !== abi.KIND_LEVEL_SET && kind !== abi.KIND_LEVEL_CHANGE) continue;
    const level = `${tick.flags & abi.SIDE_MASK} ${tick.price}`;
    const before = lots.get(level) ?? 0;
    const after = Math.round(tick.size * LOTS) + (kind === abi.KIND_LEVEL_CHANGE ? before : 0);
    lots.set(level, after);
    if (!isOpening && after !== before) changes.push(`${localUs} ${level} ${after}`);
    if (isOpening && tick.flags & abi.TICK_LAST) {
      isOpening = false;
      changes.push(...[...lots].map(([name, size]) => `${name} ${size}`).sort());
    }
  }
  return changes;
}

test.skipIf(isAbsent)(
  "without its ghosts, orders say of every level, change by change, what the levels say",
  async () => {
    const clean = temporaryFile(textOf(orders!).replaceAll(GHOST_IDS, ""));
    const source = await openSource(clean);
    const found = changesOf(await allTicks(source));
    const expected = changesOf(await allTicks(await openSource(mendedLevels())));
    expect(found).toEqual(expected);
    expect(found).toHaveLength(305_698);
    expect(source.stats).toMatchObject({
      ghostOrders: 0,
      unknownOrders: 13,
      recreatedOrders: 0,
      closingDeletes: 6516,
      badLines: 0,
    });
  },
);

test.skipIf(isAbsent)(
  "the touch of both agrees but for the two ghosts, until they are proven to be ghosts",
  async () => {
    const source = await openSource(orders!);
    const found = await touchRows(source);
    const expected = await touchRows(await openSource(mendedLevels()));
    expect(source.stats).toMatchObject({ ghostOrders: 2, revivedGhosts: 0, closingDeletes: 6518 });
    for (const { counters } of [found, expected]) {
      expect(counters).toMatchObject({ deltasIgnored: 0, offGridLevels: 0 });
    }
    const touch = lastByReceipt(found.rows);
    let same = 0;
    let compared = 0;
    let lastUs = 0;
    for (const [localUs, { best, timeUs }] of lastByReceipt(expected.rows)) {
      const mine = touch.get(localUs)?.best;
      compared++;
      if (mine && best.every((value, index) => value === mine[index])) {
        same++;
        continue;
      }
      expect(mine?.slice(0, 2)).toEqual(best.slice(0, 2));
      expect(GHOST_PRICES).toContain(mine?.[2]);
      lastUs = timeUs;
    }
    expect({ same, compared }).toEqual({ same: 129_052, compared: 130_266 });
    const ghostsGoneUs = 1777689381262000 + 250_348_000;
    expect(lastUs).toBeLessThan(ghostsGoneUs);
  },
);

test.skipIf(isAbsent)("with its ghosts a book is crossed most of the time", async () => {
  const share = async (ghosts: "keep" | "remove") =>
    crossedShare((await touchRows(await openSource(orders!, { ghosts }))).rows);
  expect((await share("keep")).crossed).toBeCloseTo(0.9161, 4);
  const { crossed, locked } = await share("remove");
  expect(crossed).toBeCloseTo(0.0112, 4);
  expect(locked).toBeCloseTo(0.0067, 4);
});

test.skipIf(isAbsent)("known ghosts left out, it is crossed or locked 1.5 % of it", async () => {
  const { rows } = await touchRows(await openSource(mendedLevels()));
  const { crossed, locked } = crossedShare(rows);
  expect(crossed).toBeCloseTo(0.0084, 4);
  expect(crossed + locked).toBeCloseTo(0.015, 3);
});

test.skipIf(isAbsent)("the row marked as a snapshot by mistake makes a second clear", async () => {
  const head = textOf(levels!).split("\n").slice(0, 7000).join("\n");
  const clears = async (text: string) =>
    (await allTicks(await openSource(temporaryFile(text)))).filter(
      (tick) => kindOf(tick) === abi.KIND_CLEAR,
    );
  expect(await clears(head)).toHaveLength(2);
  expect(await clears(head.replace(STRAY, "$1,false"))).toHaveLength(1);
});
