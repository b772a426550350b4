/** The moving accumulators of @stdlib. */
import { peer } from "../kernels/peer.ts";
import { type Call, type DropIn, onPrices } from "./drop-in.ts";

type Api = typeof import("../../bindings/compat/stdlib/index.ts");

/** Weight of a new value that remembers about as many values as a window of 20. */
const ALPHA = 2 / 21;

/** The package's variance is a running sum: what it rounds stays in it. */
const DRIFT = 1e-7;

function moments(window: number): Call<Api> {
  return onPrices(`\`incrmmeanstdev(${window})\``, ({ incrmmeanstdev }) => {
    const accumulate = incrmmeanstdev(window);
    return (x) => {
      const [mean, sigma] = accumulate(x) as [number, number];
      return mean + 2 * sigma;
    };
  });
}

function moving(name: "incrmsum" | "incrmmean" | "incrmstdev", window: number): Call<Api> {
  return onPrices(`\`${name}(${window})\``, (api) => {
    const accumulate = api[name](window);
    return (x) => accumulate(x) as number;
  });
}

function weighted(name: "increwmean" | "increwvariance"): Call<Api> {
  return onPrices(`\`${name}\``, (api) => {
    const accumulate = api[name](ALPHA);
    return (x) => accumulate(x) as number;
  });
}

const accumulator = (name: string) => peer<never>(`@stdlib/stats-incr-${name}`);

export const STDLIB: DropIn<Api> = {
  name: "@stdlib",
  ours: () => import("../../bindings/compat/stdlib/index.ts"),
  peer: async () => ({
    incrmsum: accumulator("msum"),
    incrmmean: accumulator("mmean"),
    incrmstdev: accumulator("mstdev"),
    incrmmeanstdev: accumulator("mmeanstdev"),
    increwmean: accumulator("ewmean"),
    increwvariance: accumulator("ewvariance"),
  }),
  calls: {
    "incrmsum-20": moving("incrmsum", 20),
    "incrmsum-256": moving("incrmsum", 256),
    "incrmmean-20": moving("incrmmean", 20),
    "incrmstdev-20": { ...moving("incrmstdev", 20), tolerance: DRIFT },
    "incrmmeanstdev-20": moments(20),
    "incrmmeanstdev-256": moments(256),
    increwmean: weighted("increwmean"),
    increwvariance: weighted("increwvariance"),
  },
};
