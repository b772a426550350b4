/**
 * Is this update of a book the next one? The rule that venues with numbered updates share: an
 * update names the one before it (or is one more than it), and a snapshot starts the chain.
 */

export const VERDICT_APPLY = 0;
/** The book is not known: nothing can be applied before the next snapshot. */
export const VERDICT_WAIT = 1;
/** Part of what the book already holds. */
export const VERDICT_OLD = 2;
/** Updates are missing between the last one and this. */
export const VERDICT_BREAK = 3;

export class UpdateChain {
  #last = Number.NaN;
  #isKnown = false;

  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** A snapshot was taken, as of update `id`. */
  restart(id = Number.NaN): void {
    this.#last = id;
    this.#isKnown = true;
  }

  /** The update `id` was applied. */
  applied(id: number): void {
    this.#last = id;
  }

  /** Updates were lost: nothing is known until the next snapshot. */
  broken(): void {
    this.#isKnown = false;
  }

  /**
   * @param before id of the update this one follows; NaN where ids only rise, or there are none
   * @param id NaN where there are none
   */
  judge(before: number, id: number): number {
    if (!this.#isKnown) return VERDICT_WAIT;
    const last = this.#last;
    if (before === last || Number.isNaN(last)) return VERDICT_APPLY;
    if (Number.isNaN(before)) return id < last ? VERDICT_OLD : VERDICT_APPLY;
    return id <= last ? VERDICT_OLD : VERDICT_BREAK;
  }
}
