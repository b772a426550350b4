import { test } from "vitest";
import { appendFileSync, writeFileSync } from "node:fs";
import { parquetOf } from "./table-files.ts";
import { openSource } from "../../bindings/sources/open.ts";
import { allTicks, temporaryFile } from "./reading.ts";
test("x", async () => {
  const T = 1_700_000_000_000;
  const sound = parquetOf({ time: [T, T + 1], price: [1, 2], size: [1, 1], side: ["buy", "sell"] }, { codec: "UNCOMPRESSED" });
  writeFileSync("/tmp/vi/w/sound.parquet", sound);
  for (let at = Number(process.env.FROM ?? 0); at < sound.length; at++) for (const bits of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
    const bytes = sound.slice(); bytes[at] ^= bits;
    writeFileSync("/tmp/vi/w/at", `${at} ${bits} of ${sound.length}`);
    const t = performance.now();
    try { await allTicks(await openSource(temporaryFile(bytes), { format: "parquet" })); } catch (e) { if ((e as Error).name !== "FormatError") appendFileSync("/tmp/vi/w/bad", `${at} ${bits} ${(e as Error).stack}\n`); }
    const ms = performance.now() - t; if (ms > 300) appendFileSync("/tmp/vi/w/bad", `${at} ${bits} slow ${ms}\n`);
  }
});
