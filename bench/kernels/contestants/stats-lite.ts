/** stats-lite over the window, each time anew. */
import { peer, versionOf } from "../peer.ts";
import { overArrays } from "./windows-of.ts";

type Over = (values: number[]) => number;

const api = peer<{ sum: Over; mean: Over; populationStdev: Over }>("stats-lite");

export const contestant = overArrays({
  name: "stats-lite",
  version: versionOf("stats-lite"),
  sum: api.sum,
  mean: api.mean,
  sigma: api.populationStdev,
  ddof: 0,
});
