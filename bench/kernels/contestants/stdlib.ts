/** The accumulators of @stdlib, one value at a time. */
import { alphaOf, type Contestant, streamed } from "../kernel.ts";
import { peer, versionOf } from "../peer.ts";

type Accumulator<T> = (x?: number) => T | null;

const NAME = "@stdlib/stats-incr-";
const msum = peer<(window: number) => Accumulator<number>>(`${NAME}msum`);
const mmean = peer<(window: number) => Accumulator<number>>(`${NAME}mmean`);
const mstdev = peer<(window: number) => Accumulator<number>>(`${NAME}mstdev`);
const mmeanstdev = peer<(window: number) => Accumulator<ArrayLike<number>>>(`${NAME}mmeanstdev`);
const ewmean = peer<(alpha: number) => Accumulator<number>>(`${NAME}ewmean`);
const ewvariance = peer<(alpha: number) => Accumulator<number>>(`${NAME}ewvariance`);

export const contestant: Contestant = {
  name: "@stdlib, streaming",
  version: versionOf(`${NAME}mmeanstdev`),
  run(kernel, column) {
    const { statistic, window } = kernel;
    const plain = (accumulate: Accumulator<number>) => ({
      answers: streamed(column, (x) => accumulate(x) as number),
    });
    if (statistic === "sum") return plain(msum(window));
    if (statistic === "mean") return plain(mmean(window));
    if (statistic === "sigma") return { ...plain(mstdev(window)), ddof: 1 };
    if (statistic === "ewma") return plain(ewmean(alphaOf(kernel)));
    if (statistic === "ewvariance") return plain(ewvariance(alphaOf(kernel)));
    const accumulate = mmeanstdev(window);
    const update = (x: number) => {
      const [mean, sigma] = accumulate(x) as [number, number];
      return statistic === "zscore" ? (x - mean) / sigma : mean + 2 * sigma;
    };
    return { answers: streamed(column, update), ddof: 1 };
  },
};
