/**
 * Clock skew: how long after its own time a message was received. Negative means before it
 * happened, so that one of the two clocks is wrong.
 */
import { grouped } from "../words.ts";
import { Quantiles } from "./quantiles.ts";

/** Ends of the classes after 0, in milliseconds; those before 0 mirror them. */
const LATE_ENDS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const EARLY_ENDS = LATE_ENDS.slice(1)
  .map((end) => -end)
  .reverse();
const ENDS_MS = [...EARLY_ENDS, ...LATE_ENDS, Infinity];
const SHARES = [0.01, 0.5, 0.9, 0.99, 0.999];
const BAR = 32;

/** One class of the histogram: skews in [fromMs, toMs); null is without an end. */
export interface SkewClass {
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly messages: number;
}

/** What `--json` says of the skew. */
export interface Skew {
  readonly minMs: number;
  readonly maxMs: number;
  readonly quantiles: readonly { readonly share: number; readonly ms: number }[];
  readonly classes: readonly SkewClass[];
}

export class SkewHistogram {
  readonly #counts = new Float64Array(ENDS_MS.length);
  readonly #quantiles = new Quantiles();
  /** Messages received before their own time. */
  early = 0;

  /** @param skewUs receive time less the message's own time; NaN without a receive time */
  add(skewUs: number): void {
    if (Number.isNaN(skewUs)) return;
    const at = ENDS_MS.findIndex((end) => skewUs < end * 1000);
    this.#counts[at < 0 ? ENDS_MS.length - 1 : at]++;
    this.#quantiles.add(skewUs);
    if (skewUs < 0) this.early++;
  }

  /** The whole of it; null without receive times. */
  get skew(): Skew | null {
    const quantiles = this.#quantiles;
    if (quantiles.count === 0) return null;
    return {
      minMs: quantiles.min / 1000,
      maxMs: quantiles.max / 1000,
      quantiles: SHARES.map((share) => ({ share, ms: quantiles.at(share) / 1000 })),
      classes: this.#classes(),
    };
  }

  /** Classes from the first to the last that is not empty. */
  #classes(): SkewClass[] {
    const all = ENDS_MS.map((end, at) => ({
      fromMs: at === 0 ? null : ENDS_MS[at - 1],
      toMs: Number.isFinite(end) ? end : null,
      messages: this.#counts[at],
    }));
    const first = all.findIndex(({ messages }) => messages > 0);
    return all.slice(first, all.findLastIndex(({ messages }) => messages > 0) + 1);
  }
}

/** A line of quantiles, and one a class with a bar. */
export function skewLines(skew: Skew | null): string[] {
  if (skew === null) return ["no receive times"];
  const { minMs, maxMs, quantiles, classes } = skew;
  const shares = quantiles.map(({ share, ms }) => `${plain(share * 100)} % ${milliseconds(ms)}`);
  const ends = [`least ${milliseconds(minMs)}`, `most ${milliseconds(maxMs)}`];
  const most = Math.max(...classes.map(({ messages }) => messages));
  const bars = classes.map(({ fromMs, toMs, messages }) => {
    const bar = "#".repeat(Math.ceil((messages / most) * BAR));
    return `${label(fromMs, toMs).padStart(18)}  ${bar.padEnd(BAR)}  ${grouped(messages)}`;
  });
  return [[ends[0], ...shares, ends[1]].join(", "), ...bars];
}

function plain(value: number): number {
  return Number(value.toPrecision(3));
}

function milliseconds(ms: number): string {
  return `${plain(ms)} ms`;
}

function label(fromMs: number | null, toMs: number | null): string {
  if (fromMs === null) return `less than ${toMs} ms`;
  return toMs === null ? `${fromMs} ms or more` : `${fromMs} to ${toMs} ms`;
}
