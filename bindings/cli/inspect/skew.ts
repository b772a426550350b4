/**
 * Clock skew: how long after its own time a message was received. Negative means before it
 * happened, so that one of the two clocks is wrong.
 */

/** Upper ends of the classes, in milliseconds. */
const ENDS_MS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, Infinity];
const BAR = 32;

/** One class of the histogram: skews in [fromMs, toMs). */
export interface SkewClass {
  readonly fromMs: number;
  readonly toMs: number;
  readonly messages: number;
}

export class SkewHistogram {
  readonly #counts = new Float64Array(ENDS_MS.length);
  /** Smallest and largest skew in milliseconds; NaN before the first. */
  minMs = NaN;
  maxMs = NaN;

  /** @param skewMs receive time less the message's own time */
  add(skewMs: number): void {
    if (Number.isNaN(skewMs)) return;
    let at = 0;
    while (skewMs >= ENDS_MS[at]) at++;
    this.#counts[Math.min(at, ENDS_MS.length - 1)]++;
    this.minMs = skewMs < this.minMs || Number.isNaN(this.minMs) ? skewMs : this.minMs;
    this.maxMs = skewMs > this.maxMs || Number.isNaN(this.maxMs) ? skewMs : this.maxMs;
  }

  /** Messages received before their own time. */
  get early(): number {
    return this.#counts[0];
  }

  /** Classes from the first to the last that is not empty. */
  get classes(): SkewClass[] {
    const all = ENDS_MS.map((toMs, at) => ({
      fromMs: at === 0 ? -Infinity : ENDS_MS[at - 1],
      toMs,
      messages: this.#counts[at],
    }));
    const first = all.findIndex(({ messages }) => messages > 0);
    const last = all.findLastIndex(({ messages }) => messages > 0);
    return first < 0 ? [] : all.slice(first, last + 1);
  }

  /** A line a class, with a bar. */
  get lines(): string[] {
    const { classes } = this;
    const most = Math.max(...classes.map(({ messages }) => messages), 1);
    return classes.map(({ fromMs, toMs, messages }) => {
      const bar = "#".repeat(Math.ceil((messages / most) * BAR));
      return `${label(fromMs, toMs).padStart(14)}  ${bar.padEnd(BAR)}  ${messages}`;
    });
  }
}

function label(fromMs: number, toMs: number): string {
  if (fromMs === -Infinity) return "before its time";
  return toMs === Infinity ? `${fromMs} ms or more` : `${fromMs} to ${toMs} ms`;
}
