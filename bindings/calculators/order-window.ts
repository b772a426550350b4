/** What the calculators over the order of a window's values share: rows or event time, and room. */
import { Calculator } from "./calculator.ts";
import { checkChoice, checkWindow, type Window, type WindowOptions } from "./options.ts";

/** Places of a window by time before its first growth. */
export const FIRST_PLACES = 64;

/** A window, and whether it answers before it is full. */
export interface OrderPlan extends Window {
  readonly isPartial: boolean;
  readonly isTimed: boolean;
}

/** @throws {TypeError | RangeError} if the window is not valid */
export function checkOrderWindow(who: string, options: WindowOptions): OrderPlan {
  const { rows, spanUs } = checkWindow(who, options.window);
  const isPartial = checkChoice(who, "warmup", options.warmup, ["nan", "partial"]) === "partial";
  return { rows, spanUs, isPartial, isTimed: spanUs > 0 };
}

export abstract class OrderOverWindow extends Calculator {
  protected abstract readonly isTimed: boolean;
  /** Values that a window by time surely has room for. */
  #room = 0;

  /** Free places of a window by time; what can be freed has been. */
  protected abstract freePlaces(): number;

  /** Doubles the places. */
  protected abstract addPlaces(): void;

  /** Makes sure of one more place. */
  protected needPlace(): void {
    if (this.#room === 0) this.#room = this.#makeRoom();
    this.#room -= 1;
  }

  /** Calls for pieces of a column that there is room for. */
  protected byRoom(count: number, piece: (from: number, count: number) => void): void {
    for (let from = 0; from < count; ) {
      const size = Math.min(count - from, this.#makeRoom());
      piece(from, size);
      from += size;
    }
    this.#room = 0;
  }

  #makeRoom(): number {
    const free = this.freePlaces();
    if (free > 0) return free;
    this.addPlaces();
    return this.freePlaces();
  }
}
