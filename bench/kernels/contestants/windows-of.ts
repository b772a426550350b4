/** Packages that know one array at a time: the window is kept by hand and handed over each time. */
import { type Contestant, type Run, streamed } from "../kernel.ts";

/** What such a package offers over an array; sigma as it divides it. */
export interface OverArrays {
  readonly name: string;
  readonly version: string;
  readonly sum: (values: number[]) => number;
  readonly mean: (values: number[]) => number;
  readonly sigma: (values: number[]) => number;
  readonly ddof: 0 | 1;
}

export function overArrays(api: OverArrays): Contestant {
  const { name, version, sum, mean, sigma, ddof } = api;
  return {
    name: `${name}, an array each time`,
    version,
    run({ statistic, window }, column): Run | undefined {
      const answers: Partial<Record<typeof statistic, (values: number[], x: number) => number>> = {
        sum: (values) => sum(values),
        mean: (values) => mean(values),
        sigma: (values) => sigma(values),
        zscore: (values, x) => (x - mean(values)) / sigma(values),
        bands: (values) => mean(values) + 2 * sigma(values),
      };
      const answer = answers[statistic];
      if (answer === undefined) return undefined;
      const values: number[] = [];
      const update = (x: number) => {
        values.push(x);
        if (values.length > window) values.shift();
        return values.length < window ? Number.NaN : answer(values, x);
      };
      return { answers: streamed(column, update), ddof };
    },
  };
}
