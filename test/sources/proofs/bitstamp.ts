/**
 * Bitstamp's orders of one half hour beside the levels that were made from them by other means, as
 * a tardis.dev file. Of that file one row is mended: it is marked as a snapshot only because it was
 * received in the same millisecond as the snapshot, and would make a book of one level.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as abi from "../../../assembly/abi.ts";
import { openSource } from "../../../bindings/sources/open.ts";
import type { TickSource } from "../../../bindings/sources/source.ts";
import { crossedShare, lastByReceipt, touchRows } from "../touch-rows.ts";
import { inFolder } from "./in-folder.ts";
import type { Proof } from "./proof.ts";

const GHOST_IDS = /^(2002347646152704|2002347642003458),[^\n]*\n/gm;
const GHOST_PRICES: readonly unknown[] = [78333, 78374];
/** Both ghosts are proven by then. */
const GHOSTS_GONE_US = 1777689381262000 + 250_348_000;
const STRAY = /(1777689383127000,1777689383201000),true/;
const LOTS = 1e8;

export const textOf = (path: string): string => gunzipSync(readFileSync(path)).toString("latin1");

/** The text of the levels without the row marked as a snapshot by mistake. */
export const mended = (levels: string): string => levels.replace(STRAY, "$1,false");

/** Writes a text and opens it. */
function openText(folder: string, name: string, text: string): Promise<TickSource> {
  const path = join(folder, name);
  writeFileSync(path, text);
  return openSource(path);
}

/** The size of every level after each of its changes, keyed by time of receipt, side and price. */
async function changesOf(source: TickSource): Promise<string[]> {
  const lots = new Map<string, number>();
  const changes: string[] = [];
  let localUs = NaN;
  let isOpening = false;
  for await (const batch of source) {
    for (let i = 0; i < batch.length; i++) {
      const flags = batch.flagsAt(i);
      const kind = flags & abi.KIND_MASK;
      if (kind === abi.KIND_HEADER) localUs = batch.priceAt(i);
      if (kind === abi.KIND_CLEAR) isOpening = true;
      if (kind !== abi.KIND_LEVEL_SET && kind !== abi.KIND_LEVEL_CHANGE) continue;
      const level = `${flags & abi.SIDE_MASK} ${batch.priceAt(i)}`;
      const before = lots.get(level) ?? 0;
      const after = Math.round(batch.sizeAt(i) * LOTS);
      const size = after + (kind === abi.KIND_LEVEL_CHANGE ? before : 0);
      lots.set(level, size);
      if (!isOpening && size !== before) changes.push(`${localUs} ${level} ${size}`);
      if (isOpening && flags & abi.TICK_LAST) {
        isOpening = false;
        changes.push(...[...lots].map(([name, rest]) => `${name} ${rest}`).sort());
      }
    }
  }
  return changes;
}

/** Without its ghosts, the orders say of every level, change by change, what the levels say. */
export function orderByOrder(orders: string, levels: string): Promise<Proof> {
  return inFolder(async (folder) => {
    const clean = textOf(orders).replaceAll(GHOST_IDS, "");
    const source = await openText(folder, "orders.csv", clean);
    const found = await changesOf(source);
    const wanted = await changesOf(await openText(folder, "levels.csv", mended(textOf(levels))));
    const equal = wanted.filter((change, at) => change === found[at]).length;
    const { ghostOrders, recreatedOrders, unknownOrders, closingDeletes, badLines } = source.stats;
    return {
      expected: {
        ...{ published: 305_698, changes: 305_698, equal: 305_698 },
        ...{ ghostOrders: 0, recreatedOrders: 0, unknownOrders: 13, closingDeletes: 6516 },
        badLines: 0,
      },
      found: {
        ...{ published: wanted.length, changes: found.length, equal },
        ...{ ghostOrders, recreatedOrders, unknownOrders, closingDeletes, badLines },
      },
    };
  });
}

/** With ghosts and all, the best prices agree but for them, until they are proven to be ghosts. */
export function sameTouch(orders: string, levels: string): Promise<Proof> {
  return inFolder(async (folder) => {
    const source = await openSource(orders);
    const found = await touchRows(source);
    const published = await openText(folder, "levels.csv", mended(textOf(levels)));
    const expected = await touchRows(published);
    const touch = lastByReceipt(found.rows);
    const counts = { compared: 0, same: 0, atGhosts: 0, later: 0 };
    for (const [localUs, { best, timeUs }] of lastByReceipt(expected.rows)) {
      const mine = touch.get(localUs)?.best;
      const equal = best.map((value, at) => value === mine?.[at]);
      counts.compared++;
      if (!equal.includes(false)) counts.same++;
      else if (timeUs >= GHOSTS_GONE_US) counts.later++;
      else if (equal[0] && equal[1] && GHOST_PRICES.includes(mine?.[2])) counts.atGhosts++;
    }
    const refused = [found, expected].map(
      ({ counters }) => counters.deltasIgnored + counters.offGridLevels,
    );
    const { ghostOrders, revivedGhosts, closingDeletes } = source.stats;
    return {
      expected: {
        ...{ compared: 130_266, same: 129_052, atGhosts: 1214, later: 0 },
        ...{ ghostOrders: 2, revivedGhosts: 0, closingDeletes: 6518, refused: [0, 0] },
      },
      found: { ...counts, ghostOrders, revivedGhosts, closingDeletes, refused },
    };
  });
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** The shares of the time with a crossed or a locked book. */
async function shares(source: TickSource): Promise<string> {
  const { crossed, locked } = crossedShare((await touchRows(source)).rows);
  return `crossed ${percent(crossed)}, locked ${percent(locked)}`;
}

/**
 * With its ghosts a book is crossed most of the time. With both known and left out from the start,
 * others found it crossed or locked 1.5 % of it.
 */
export function ghosts(orders: string, levels: string): Promise<Proof> {
  return inFolder(async (folder) => {
    const removed = await openSource(orders);
    return {
      expected: {
        kept: "crossed 91.61 %, locked 0.03 %",
        removed: "crossed 1.12 %, locked 0.67 %",
        published: "crossed 0.84 %, locked 0.68 %",
        ghosts: 2,
      },
      found: {
        kept: await shares(await openSource(orders, { ghosts: "keep" })),
        removed: await shares(removed),
        published: await shares(await openText(folder, "levels.csv", mended(textOf(levels)))),
        ghosts: removed.stats.ghostOrders,
      },
    };
  });
}
