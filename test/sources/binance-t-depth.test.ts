/** Historical depth: rows of one update are one message, and the chain is followed by `pu`. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSources } from "../../bindings/sources/open.ts";
import type { OpenOptions } from "../../bindings/sources/source.ts";
import { sharedPath } from "../helpers/shared.ts";
import { readerLaws } from "./laws.ts";
import { allTicks, kindOf, messages, type PlainTick, temporaryFile } from "./reading.ts";

const MS = 1_667_347_200_000;
const US = MS * 1000;
const BID = abi.KIND_LEVEL_SET | abi.SIDE_BID;
const ASK = abi.KIND_LEVEL_SET | abi.SIDE_ASK;
const HEADER = "symbol,timestamp,first_update_id,last_update_id,side,update_type,price,qty,pu\n";
const SNAP = `${HEADER}ABCUSDT,${MS},100,100,b,snap,20.30,1.500,-1
ABCUSDT,${MS},100,100,b,snap,20.20,3.000,-1
ABCUSDT,${MS},100,100,a,snap,20.40,2.000,-1
`;

function event(ms: number, first: number, last: number, pu: number, ...rows: string[]): string {
  return rows.map((row) => `ABCUSDT,${MS + ms},${first},${last},${row},${pu}\n`).join("");
}

async function read(texts: string[], options: OpenOptions = {}) {
  const paths = texts.map((text) => temporaryFile(text));
  const source = await openSources(paths, { format: "binance-t-depth", ...options });
  const ticks = await allTicks(source);
  return { source, ticks, found: messages(ticks), stats: source.stats };
}

/** Last update ids of the messages, "gap" for gaps. */
function chain(found: readonly PlainTick[][]): (number | "gap")[] {
  return found.map(([first]) => (kindOf(first) === abi.KIND_GAP ? "gap" : first.size));
}

const UPDATES = `${HEADER}${event(5, 90, 99, 80, "b,set,20.20,9.000")}${event(
  10,
  98,
  104,
  99,
  "b,set,20.30,0.000",
  "a,set,20.50,1.000",
)}${event(20, 105, 110, 104, "a,set,20.40,2.500")}`;

readerLaws("binance-t-depth", SNAP + withoutHeader(UPDATES));

function withoutHeader(text: string): string {
  return text.replace(HEADER, "");
}

test("snapshot and changes, record by record, from two files", async () => {
  const { ticks, source, stats } = await read([SNAP, UPDATES]);
  expect(ticks.map((t) => [t.timeUs, t.price, t.size, t.flags])).toEqual([
    [US, NaN, 100, abi.KIND_HEADER],
    [US, 0, 0, abi.KIND_CLEAR],
    [US, 20.3, 1.5, BID],
    [US, 20.2, 3, BID],
    [US, 20.4, 2, ASK | abi.TICK_LAST],
    [US + 10_000, NaN, 104, abi.KIND_HEADER],
    [US + 10_000, 20.3, 0, BID],
    [US + 10_000, 20.5, 1, ASK | abi.TICK_LAST],
    [US + 20_000, NaN, 110, abi.KIND_HEADER],
    [US + 20_000, 20.4, 2.5, ASK | abi.TICK_LAST],
  ]);
  expect(source.facts).toMatchObject({ symbol: "ABCUSDT", tickSize: 0.1, lotSize: 0.1 });
  expect(stats).toMatchObject({ depthEvents: 2, snapshots: 1, droppedEvents: 1, sequenceGaps: 0 });
  expect(source.notes).toEqual([]);
});

test("without header, and with columns in another order", async () => {
  const { ticks } = await read([SNAP, UPDATES]);
  expect((await read([withoutHeader(SNAP), withoutHeader(UPDATES)])).ticks).toEqual(ticks);
  const turned = (text: string) =>
    text.replaceAll(
      /^(.*),([^,\n]*),([^,\n]*)$/gm,
      (_, start, size, pu) => `${pu},${start},${size}`,
    );
  expect((await read([turned(SNAP), turned(UPDATES)])).ticks).toEqual(ticks);
});

test("a lost event is a gap, and what follows is passed on", async () => {
  const lost =
    event(30, 120, 130, 119, "a,set,20.40,1.000") + event(40, 131, 140, 130, "a,set,20.40,7.000");
  const { found, stats } = await read([SNAP, UPDATES + lost]);
  expect(chain(found)).toEqual([100, 104, 110, "gap", 130, 140]);
  expect(found[3]).toMatchObject([{ timeUs: US + 30_000, flags: abi.KIND_GAP | abi.TICK_LAST }]);
  expect(stats.sequenceGaps).toBe(1);
});

test("a snapshot too old leaves a gap, one older than the book is passed over", async () => {
  const late = HEADER + event(10, 150, 160, 149, "b,set,20.30,0.000");
  expect(chain((await read([SNAP, late])).found)).toEqual([100, "gap", 160]);
  const { found, stats } = await read([SNAP, UPDATES, SNAP]);
  expect(chain(found)).toEqual([100, 104, 110]);
  expect(stats).toMatchObject({ snapshots: 1, staleSnapshots: 1 });
});

test("a repeated event changes nothing; a wrong id costs a gap and not what follows", async () => {
  const again = event(21, 98, 104, 99, "a,set,20.40,9.900");
  const more = event(30, 111, 120, 110, "a,set,20.40,1.000");
  const repeated = await read([SNAP, UPDATES + again + more]);
  expect(chain(repeated.found)).toEqual([100, 104, 110, 120]);
  expect(repeated.stats.droppedEvents).toBe(2);
  const wrong = UPDATES.replaceAll(",105,110,", ",105,990000110,");
  const { found } = await read([SNAP, wrong + more + event(40, 121, 130, 120, "b,set,20.10,1")]);
  expect(chain(found)).toEqual([100, 104, 990000110, "gap", 120, 130]);
});

test("changes without a snapshot are said to be of no use alone", async () => {
  const { source } = await read([UPDATES]);
  expect(source.notes).toEqual([expect.stringMatching(/no snapshot: the book stays unknown/)]);
});

test("other symbols are counted, bad rows too, and leave no trace", async () => {
  const rows = [
    `XYZUSDT,${MS},1,2,b,set,1.1,1,0\n`,
    event(30, 111, 115, 110, "c,set,20.40,1.000", "b,put,20.40,1", "b,set,0,1", "b,set,20.1,-1"),
    `ABCUSDT,nonsense,111,115,b,set,20.10,1,110\n`,
    `ABCUSDT,${MS},111\n`,
  ];
  const { stats, source, found } = await read([SNAP, UPDATES + rows.join("")]);
  expect(stats).toMatchObject({ otherSymbolLines: 1, badLines: 6, sequenceGaps: 0 });
  expect(source.firstBadLine?.reason).toBe('side must be a or b, was "c"');
  expect(chain(found)).toEqual([100, 104, 110]);
  expect(source.notes).toEqual([expect.stringMatching(/2 symbols.*--symbol/)]);
  const other = await read([SNAP, UPDATES + rows[0]], { symbol: "XYZUSDT", tickSize: 0.1 });
  expect(other.ticks).toHaveLength(2);
});

test("the samples: a snapshot and an update of 100 levels, a hole between the two", async () => {
  const paths = ["snap", "update"].map((kind) =>
    sharedPath(`data/formats/binance_T_DEPTH/btcusdt-depth-${kind}.csv`),
  );
  if (paths.includes(null)) return;
  const source = await openSources(paths as string[]);
  expect(source.format).toBe("binance-t-depth");
  const found = messages(await allTicks(source));
  expect(chain(found)).toEqual([2098021528332, "gap", 2098041696700]);
  expect(found.map((message) => message.length)).toEqual([102, 1, 101]);
  const rows = readFileSync(paths[1] as string, "utf8")
    .trimEnd()
    .split("\n")
    .slice(1);
  expect(found[2].slice(1).map(({ price, size }) => [price, size])).toEqual(
    rows.map((row) => row.split(",").slice(6, 8).map(Number)),
  );
  expect(source.facts).toMatchObject({ symbol: "BTCUSDT", tickSize: 0.1, lotSize: 0.001 });
});
