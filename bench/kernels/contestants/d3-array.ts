/** d3-array over the window, each time anew. */
import { modulePeer, versionOf } from "../peer.ts";
import { overArrays } from "./windows-of.ts";

type Over = (values: number[]) => number;

const api = await modulePeer<{ sum: Over; mean: Over; deviation: Over }>("d3-array");

export const contestant = overArrays({
  name: "d3-array",
  version: versionOf("d3-array"),
  sum: api.sum,
  mean: api.mean,
  sigma: api.deviation,
  ddof: 1,
});
