/** Mean and spread of a window that remember what their newest value changed. */
import { MomentsWindow } from "../../core/layout.ts";
import { MeanAndSigma } from "../mean-and-sigma.ts";
import { PLACE_BYTES } from "./revisable-mean.ts";

export class RevisableBands extends MeanAndSigma {
  /** @throws {RangeError} if `rows` is no whole number from 1 */
  constructor(rows: number) {
    super({ window: rows, ddof: 0, nan: "propagate" });
    this.enlarge(MomentsWindow.bytes + rows * 8 + MomentsWindow.bytes + PLACE_BYTES);
  }

  /** Takes a value, in the place of the newest if `isInstead`, and answers the mean. */
  revise(x: number, isInstead: boolean): number {
    return this.kernels.bandsReviseAt(this.at, x, isInstead ? 1 : 0);
  }
}
