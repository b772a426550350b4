/**
 * One line on a terminal that says how far a run has come; nothing at all anywhere else.
 */
import { compact } from "./words.ts";

const INTERVAL_MS = 200;

/** What the line shows. */
export interface Progress {
  /** Share of the input read, in [0, 1]; NaN if unknown. */
  share: number;
  ticks: number;
  rows?: number;
  alarms?: number;
}

export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #isShown: boolean;
  readonly #label: string;
  readonly #start = performance.now();
  #next = 0;

  constructor(label: string, stream: NodeJS.WriteStream, isWanted: boolean) {
    this.#label = label;
    this.#stream = stream;
    this.#isShown = isWanted && stream.isTTY === true;
  }

  /** Draws the line again if it is time to. */
  update(read: () => Progress): void {
    if (!this.#isShown) return;
    const now = performance.now();
    if (now < this.#next) return;
    this.#next = now + INTERVAL_MS;
    const { share, ticks, rows, alarms } = read();
    const rate = ticks / ((now - this.#start) / 1000);
    const parts = [
      this.#label,
      ...(Number.isFinite(share) ? [`${Math.round(share * 100)} %`] : []),
      `${compact(ticks)} ticks`,
      `${compact(rate)}/s`,
      ...(rows === undefined ? [] : [`${compact(rows)} rows`]),
      ...(alarms === undefined ? [] : [`${compact(alarms)} alarms`]),
    ];
    const width = (this.#stream.columns ?? 80) - 1;
    this.#stream.write(`\r\x1b[2K${parts.join("  ").slice(0, width)}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown && this.#next > 0) this.#stream.write("\r\x1b[2K");
  }
}
