/** simple-statistics over the window, each time anew. */
import { peer, versionOf } from "../peer.ts";
import { overArrays } from "./windows-of.ts";

type Over = (values: number[]) => number;

const api = peer<{ sum: Over; mean: Over; standardDeviation: Over }>("simple-statistics");

export const contestant = overArrays({
  name: "simple-statistics",
  version: versionOf("simple-statistics"),
  sum: api.sum,
  mean: api.mean,
  sigma: api.standardDeviation,
  ddof: 0,
});
