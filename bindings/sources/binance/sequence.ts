/**
 * Is this depth event the next one? The rules of Binance for keeping a local order book.
 *
 * An event covers the update ids behind its predecessor up to `final`. USD-M events name the
 * predecessor (`pu`); spot events are contiguous, the predecessor is `first - 1`. With
 * `before = pu` or `first - 1`:
 *
 *   after a snapshot   futures: drop final < snapshot;  spot: drop final <= snapshot
 *                      the first one applied must have before <= snapshot
 *   after an event     before === previous final
 *
 * Before the first snapshot, and from a break on until the next one, events wait here as lines.
 */

export const VERDICT_APPLY = 0;
/** The book is not known: keep the event until a snapshot comes. */
export const VERDICT_HOLD = 1;
/** Part of what the book already holds. */
export const VERDICT_DROP = 2;
/** Events are missing between the last one and this. */
export const VERDICT_BREAK = 3;

/** Events that wait for a snapshot; when more come, the oldest are dropped. */
export const MAX_HELD_EVENTS = 8192;

export class DepthSequence {
  /** Update id after which the book stands; NaN while it is not known. */
  #finalId = NaN;
  /** True between a snapshot and the first event applied to it. */
  #isFresh = false;
  #held: Uint8Array[] = [];
  #oldest = 0;

  get isKnown(): boolean {
    return !Number.isNaN(this.#finalId);
  }

  get heldCount(): number {
    return this.#held.length;
  }

  /** @param previous `pu`, NaN on spot */
  judge(first: number, final: number, previous: number): number {
    if (Number.isNaN(this.#finalId)) return VERDICT_HOLD;
    const isFutures = !Number.isNaN(previous);
    const before = isFutures ? previous : first - 1;
    if (this.#isFresh) {
      const isOld = isFutures ? final < this.#finalId : final <= this.#finalId;
      if (isOld) return VERDICT_DROP;
      return before <= this.#finalId ? VERDICT_APPLY : VERDICT_BREAK;
    }
    if (before === this.#finalId) return VERDICT_APPLY;
    return final <= this.#finalId ? VERDICT_DROP : VERDICT_BREAK;
  }

  /** The event with this last id has been applied. */
  applied(final: number): void {
    this.#finalId = final;
    this.#isFresh = false;
  }

  /** The chain is broken: nothing is known until the next snapshot. */
  broken(): void {
    this.#finalId = NaN;
  }

  /** Whether a snapshot is older than the book already is. */
  isStale(snapshotId: number): boolean {
    return snapshotId <= this.#finalId;
  }

  /** @returns the lines that waited for this snapshot, oldest first */
  snapshotTaken(snapshotId: number): Uint8Array[] {
    this.#finalId = snapshotId;
    this.#isFresh = true;
    const lines = [...this.#held.slice(this.#oldest), ...this.#held.slice(0, this.#oldest)];
    this.#held = [];
    this.#oldest = 0;
    return lines;
  }

  /**
   * Keeps a copy of a line until the next snapshot.
   * @returns false if the oldest one had to go for it
   */
  hold(line: Uint8Array): boolean {
    const copy = line.slice();
    if (this.#held.length < MAX_HELD_EVENTS) {
      this.#held.push(copy);
      return true;
    }
    this.#held[this.#oldest] = copy;
    this.#oldest = (this.#oldest + 1) % MAX_HELD_EVENTS;
    return false;
  }
}
