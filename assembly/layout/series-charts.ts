/**
 * A control chart over a single series.
 */

/** What the engine's chart does not know; behind it the Chart. */
@unmanaged
export class ChartSeries {
  /** What an unknown value does: `UNKNOWN_SKIP`, `UNKNOWN_PROPAGATE`. */
  unknown: u32;
  /** An unknown value was taken: there are no answers until the reset. */
  isLost: u32;
  count: f64;
}
