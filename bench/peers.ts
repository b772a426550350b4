/**
 * What users assemble today. Installed in `bench/` when a benchmark first needs it, so that the
 * package itself is developed without it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Transform } from "node:stream";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

export interface BookLevel {
  readonly price: number;
  readonly amount: number;
}

/** The part of tardis-dev's `book_change` that its OrderBook reads. */
export interface BookChange {
  readonly isSnapshot: boolean;
  readonly bids: BookLevel[];
  readonly asks: BookLevel[];
}

export interface PeerOrderBook {
  update(change: BookChange): void;
  bestBid(): BookLevel | undefined;
  bestAsk(): BookLevel | undefined;
  bids(): IterableIterator<BookLevel>;
  asks(): IterableIterator<BookLevel>;
}

/** An accumulator of @stdlib: takes a value if given one, answers null before the first. */
export type Accumulator<T> = (x?: number) => T | null;

export interface Peers {
  readonly OrderBook: new () => PeerOrderBook;
  readonly incrmsum: (window: number) => Accumulator<number>;
  readonly incrmmeanstdev: (window: number) => Accumulator<ArrayLike<number>>;
  readonly increwmean: (alpha: number) => Accumulator<number>;
  readonly increwvariance: (alpha: number) => Accumulator<number>;
}

type Row = string[];

interface RowOptions {
  /** First line to be read, from 1. */
  readonly from_line: number;
}

/** The parts of csv-parse and papaparse that read rows as arrays of texts. */
export interface CsvPeers {
  parse(options: RowOptions): Transform;
  parseSync(content: Uint8Array, options: RowOptions): Row[];
  readonly papaparse: {
    parse(
      content: string,
      options: {
        readonly delimiter: string;
        readonly skipEmptyLines: boolean;
        readonly skipFirstNLines: number;
        step(result: { readonly data: Row }): void;
      },
    ): void;
  };
}

/** Installs the peers if one of them is not there. */
export function installPeers(): void {
  const names = Object.keys(peerVersions());
  if (names.every((name) => existsSync(join(here, "node_modules", name)))) return;
  console.log("installing the peers into bench/node_modules");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: here,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("volume-imbalance/bench: npm ci in bench/ failed");
}

/** Loads the peers, which must be installed. */
export async function loadPeers(): Promise<Peers> {
  const require = createRequire(import.meta.url);
  const accumulator = (name: string) => require(`@stdlib/stats-incr-${name}`);
  return {
    OrderBook: require("tardis-dev").OrderBook,
    incrmsum: accumulator("msum"),
    incrmmeanstdev: accumulator("mmeanstdev"),
    increwmean: accumulator("ewmean"),
    increwvariance: accumulator("ewvariance"),
  };
}

/** Loads the readers of CSV, which must be installed. */
export async function loadCsvPeers(): Promise<CsvPeers> {
  const require = createRequire(import.meta.url);
  return {
    parse: require("csv-parse").parse,
    parseSync: require("csv-parse/sync").parse,
    papaparse: require("papaparse"),
  };
}

/** Exact versions of the peers, by name. */
export function peerVersions(): Record<string, string> {
  return JSON.parse(readFileSync(join(here, "package.json"), "utf8")).dependencies;
}
