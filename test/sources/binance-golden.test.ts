/** On real recordings the engine's best quotes equal Binance's own after every depth event. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource } from "../../bindings/sources/open.ts";
import { sharedPath } from "../helpers/shared.ts";
import { futuresQuotes, spotQuotes } from "./proofs/binance.ts";
import { allTicks, temporaryFile } from "./reading.ts";

const usdm = sharedPath("data/binance-raw-20240808/usdm_btcusdt_20240808.gz");
const spot = ["08", "09"].map((day) =>
  sharedPath(`data/binance-raw-20240808/spot_btcusdt_202408${day}.gz`),
);

test.skipIf(usdm === null)("USD-M: 6547 of 6547, no gaps", async () => {
  const { expected, found } = await futuresQuotes(usdm!);
  expect(found).toEqual(expected);
});

test.skipIf(spot.includes(null))("spot over midnight: 6491 of 6493, no gaps", async () => {
  const { expected, found } = await spotQuotes(...(spot as string[]));
  expect(found).toEqual(expected);
});

test.skipIf(usdm === null)("every line of the recording is known", async () => {
  const source = await openSource(usdm!);
  expect(source.facts).toMatchObject({ symbol: "BTCUSDT", tickSize: 0.1, lotSize: 0.001 });
  await allTicks(source);
  const { lines, trades, snapshots, unknownLines } = source.stats;
  expect([lines, trades, snapshots, unknownLines]).toEqual([93954, 21313, 1, 0]);
});

test.skipIf(usdm === null)("a deleted depth line is a gap", async () => {
  const lines = gunzipSync(readFileSync(usdm!)).toString("latin1").split("\n").slice(0, 5000);
  const at = lines.findIndex((line, index) => index > 2000 && line.includes("@depth"));
  lines.splice(at, 1);
  const source = await openSource(temporaryFile(lines.join("\n")));
  let gaps = 0;
  for await (const batch of source) {
    for (let i = 0; i < batch.length; i++) {
      if ((batch.flagsAt(i) & abi.KIND_MASK) === abi.KIND_GAP) gaps++;
    }
  }
  expect(gaps).toBe(1);
  expect(source.stats).toMatchObject({ sequenceGaps: 1, snapshots: 1 });
});
