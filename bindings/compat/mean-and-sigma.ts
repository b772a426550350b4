/** Standard deviation and mean of one window. */
import { RollingStdDev } from "../calculators/index.ts";

export class MeanAndSigma extends RollingStdDev {
  /** The mean of the window as it stands. */
  get mean(): number {
    return this.kernels.bandsMiddleAt(this.at);
  }
}
