/** Recordings with planted faults: each one is found in its line, and nothing in clean files. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource } from "../../bindings/sources/open.ts";
import { sharedPath } from "../helpers/shared.ts";
import {
  cleanCopy,
  MERGED_NAME,
  PLANTED,
  plantedFaults,
  readFaults,
} from "./proofs/planted-faults.ts";
import { allTicks, messages, PlainBook } from "./reading.ts";

const folder = sharedPath("data/data-quality-trx-2025");

describe.skipIf(folder === null).each(PLANTED)("%s", (file, planted) => {
  test("every planted fault is found, in its line, and nothing else", async () => {
    const { faults } = await readFaults(`${folder}/${file}`);
    expect([...faults].sort()).toEqual([...planted].sort());
  });

  test("nothing is found in the clean copy", async () => {
    const { faults, badLines, lines } = await readFaults(`${folder}/${cleanCopy(file)}`);
    expect({ faults, badLines }).toEqual({ faults: [], badLines: 0 });
    expect(lines).toBeGreaterThan(9800);
  });
});

test.skipIf(folder === null)(
  "22 kinds of faults in 7 files, none in their clean copies",
  async () => {
    const { expected, found } = await plantedFaults(folder!);
    expect(found).toEqual(expected);
  },
);

test.skipIf(folder === null)("the merged file's book agrees with its REST snapshot", async () => {
  const path = `${folder}/${MERGED_NAME}_positive.csv.gz`;
  const rows = gunzipSync(readFileSync(path)).toString().split("\n");
  const snapshot = rows
    .map((text) => text.split(","))
    .filter((cells) => cells[20] === "DEPTH_SNAPSHOT");
  const [, , , , , , , , , , , , , , , , , , , id] = snapshot[0];
  const book = new PlainBook();
  for (const message of messages(await allTicks(await openSource(path)))) {
    for (const { flags, price, size } of message) book.apply(flags, price, size);
    if (message[0].size === Number(id) && (message[0].flags & abi.KIND_MASK) === abi.KIND_HEADER)
      break;
  }
  // The final snapshot was grown from changes: a level that never changed is not in it.
  const sizes = snapshot.map((cells) => {
    const side = cells[10] === "0" ? book.bids : book.asks;
    return [side.get(Number(cells[11])), Number(cells[12])];
  });
  const known = sizes.filter(([size]) => size !== undefined);
  expect([sizes.length, known.length]).toEqual([2000, 1998]);
  expect(known.map(([size]) => size)).toEqual(known.map(([, size]) => size));
});
