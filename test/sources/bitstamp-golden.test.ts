/** Bitstamp's orders and the levels made from them by other means are the same market. */
import { expect, test } from "vitest";
import * as abi from "../../assembly/abi.ts";
import { openSource } from "../../bindings/sources/open.ts";
import { sharedPath } from "../helpers/shared.ts";
import { ghosts, mended, orderByOrder, sameTouch, textOf } from "./proofs/bitstamp.ts";
import { allTicks, kindOf, temporaryFile } from "./reading.ts";

const folder = "data/bitstamp-l3-20260502";
const orders = sharedPath(`${folder}/orders.csv.gz`);
const levels = sharedPath(`${folder}/derived_L2_tardis_format.csv.gz`);
const isAbsent = orders === null || levels === null;

const LAWS = [
  {
    law: "without its ghosts, orders say of every level, change by change, what the levels say",
    prove: orderByOrder,
  },
  {
    law: "the touch of both agrees but for the two ghosts, until they are proven to be ghosts",
    prove: sameTouch,
  },
  { law: "with its ghosts a book is crossed most of the time", prove: ghosts },
];

test.skipIf(isAbsent).each(LAWS)("$law", async ({ prove }) => {
  const { expected, found } = await prove(orders!, levels!);
  expect(found).toEqual(expected);
});

test.skipIf(isAbsent)("the row marked as a snapshot by mistake makes a second clear", async () => {
  const head = textOf(levels!).split("\n").slice(0, 7000).join("\n");
  const clears = async (text: string) =>
    (await allTicks(await openSource(temporaryFile(text)))).filter(
      (tick) => kindOf(tick) === abi.KIND_CLEAR,
    );
  expect(await clears(head)).toHaveLength(2);
  expect(await clears(mended(head))).toHaveLength(1);
});
