/** On real recordings the engine's best quotes equal Binance's own after every depth event. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource, openSources } from "../../bindings/sources/open.ts";
import { sharedPath } from "../helpers/shared.ts";
import { agreement } from "./proofs/binance.ts";
import { temporaryFile } from "./reading.ts";

const usdm = sharedPath("data/binance-raw-20240808/usdm_btcusdt_20240808.gz");
const spot = ["08", "09"].map((day) =>
  sharedPath(`data/binance-raw-20240808/spot_btcusdt_202408${day}.gz`),
);

test.skipIf(usdm === null)("USD-M: 6547 of 6547, no gaps", async () => {
  const source = await openSource(usdm!);
  expect(source.facts).toMatchObject({ symbol: "BTCUSDT", tickSize: 0.1, lotSize: 0.001 });
  expect(await agreement(source, [usdm!])).toEqual({ applied: 6547, equal: 6547, crossed: 0 });
  expect(source.stats).toMatchObject({
    lines: 93954,
    trades: 21313,
    snapshots: 1,
    sequenceGaps: 0,
    tradeIdGaps: 0,
    badLines: 0,
    unknownLines: 0,
  });
});

test.skipIf(spot.includes(null))("spot over midnight: 6491 of 6493, no gaps", async () => {
  const paths = spot as string[];
  const source = await openSources(paths);
  expect(await agreement(source, paths)).toEqual({ applied: 6493, equal: 6491, crossed: 0 });
  expect(source.stats).toMatchObject({ sequenceGaps: 0, tradeIdGaps: 0, badLines: 0 });
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
