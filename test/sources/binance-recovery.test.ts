/** A lost depth event makes the book unknown, and the next snapshot makes it known again. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type Engine, Flag } from "../../bindings/index.ts";
import { openSource } from "../../bindings/sources/open.ts";
import { sharedPath } from "../helpers/shared.ts";
import { type DepthRow, depthRows } from "./depth-rows.ts";
import { temporaryFile } from "./reading.ts";

const usdm = sharedPath("data/binance-raw-20240808/usdm_btcusdt_20240808.gz");
const LOST_LINE = 20_000;
const SNAPSHOT_LINE = 26_000;

function levelsOf(engine: Engine, side: "bid" | "ask"): string[][] {
  const { prices, sizes } = engine.book.levels(side);
  return [...prices].map((price, index) => [String(price), String(sizes[index])]);
}

/** The REST answer that the exchange would have given where `lines` end. */
async function snapshotAfter(lines: readonly string[]): Promise<{ id: number; line: string }> {
  let id = 0;
  let text = "";
  const look = (engine: Engine, last: DepthRow | undefined) => {
    id = last?.id ?? 0;
    text = JSON.stringify({
      lastUpdateId: id,
      bids: levelsOf(engine, "bid"),
      asks: levelsOf(engine, "ask"),
    });
  };
  await depthRows(await openSource(temporaryFile(lines.join("\n"))), look);
  const time = lines[lines.length - 1].split(" ")[0];
  return { id, line: `${time} ${text}` };
}

test.skipIf(usdm === null)(
  "after a gap rows are NaN until a snapshot, then as before",
  async () => {
    const lines = gunzipSync(readFileSync(usdm!)).toString("latin1").split("\n").slice(0, 40_000);
    const whole = await depthRows(await openSource(temporaryFile(lines.join("\n"))));
    const snapshot = await snapshotAfter(lines.slice(0, SNAPSHOT_LINE));
    const lost = lines.findIndex((line, index) => index > LOST_LINE && line.includes("@depth"));
    const copy = [...lines];
    copy.splice(SNAPSHOT_LINE, 0, snapshot.line);
    copy.splice(lost, 1);

    const { rows, counters } = await depthRows(await openSource(temporaryFile(copy.join("\n"))));

    expect(counters).toMatchObject({ gaps: 1, clears: 2 });
    const expected = new Map(whole.rows.map((row) => [row.id, row]));
    const known = rows.filter(({ flags }) => (flags & Flag.invalidBook) === 0);
    for (const { id, best } of known) expect(best).toEqual(expected.get(id)?.best);
    const after = whole.rows.filter(({ id }) => id > snapshot.id);
    expect(known.filter(({ id }) => id > snapshot.id)).toHaveLength(after.length);
    expect(after.length).toBeGreaterThan(500);
    const unknown = rows.filter(({ flags }) => (flags & Flag.invalidBook) !== 0);
    expect(unknown.every(({ best }) => best.every(Number.isNaN))).toBe(true);
  },
);
