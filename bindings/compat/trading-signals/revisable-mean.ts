/** A mean that remembers what its newest value changed. */
import { RollingMean } from "../../calculators/index.ts";
import { SumWindow } from "../../core/layout.ts";

/** Bytes of the ring's place that is kept beside the head. */
export const PLACE_BYTES = 8;

export class RevisableMean extends RollingMean {
  /** @throws {RangeError} if `rows` is no whole number from 1 */
  constructor(rows: number) {
    super({ window: rows, nan: "propagate" });
    this.enlarge(SumWindow.bytes + rows * 8 + SumWindow.bytes + PLACE_BYTES);
  }

  /** Takes a value, in the place of the newest if `isInstead`, and answers the mean. */
  revise(x: number, isInstead: boolean): number {
    return this.kernels.meanReviseAt(this.at, x, isInstead ? 1 : 0);
  }
}
