/** Order flow imbalance of best quotes. */
import { FlowState } from "../core/layout.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { checkTimes, type OpenWindowOptions, SlidingCalculator, spanOf } from "./flow-window.ts";
import { checkNames } from "./options.ts";
import { checkTime } from "./times.ts";

const WHO = "OrderFlowImbalance";

/** Columns of best quotes. */
export interface QuoteColumns {
  /** Best bids. */
  readonly bid: Input;
  /** Sizes at the best bids; 0 for an empty side. */
  readonly bidSize: Input;
  /** Best asks. */
  readonly ask: Input;
  /** Sizes at the best asks; 0 for an empty side. */
  readonly askSize: Input;
  /** Microseconds, for windows by time. */
  readonly time?: Input;
}

/**
 * What was added to the bid and taken from the ask, less the reverse, in the unit of size: of each
 * quote against the one before (default), or summed over a window of such changes. The first quote
 * has no answer. A side of size 0 is empty, whatever its price.
 *
 * Defaults: no `window`; `warmup: "nan"`, `nan: "skip"`.
 *
 * Source: R. Cont, A. Kukanov and S. Stoikov, "The Price Impact of Order Book Events", J. Financial
 * Econometrics 12(1), 2014.
 */
export class OrderFlowImbalance extends SlidingCalculator {
  readonly #isTimed: boolean;

  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: OpenWindowOptions = {}) {
    checkNames(WHO, options, ["window", "warmup", "nan"]);
    super(WHO, options, FlowState.bytes, spanOf(WHO, options));
    this.#isTimed = typeof options.window === "string";
    const isSummed = options.window === undefined ? 0 : 1;
    this.record(FlowState).set({ unknown: this.unknown, isSummed });
    this.reset();
  }

  reset(): void {
    this.kernels.flowResetAt(this.at);
  }

  /** Takes a quote and answers the change or the window's sum; `timeUs` for windows by time. */
  update(bid: number, bidSize: number, ask: number, askSize: number, timeUs?: number): number {
    if (this.isStrict) this.#refuseUnknown(bid, bidSize, ask, askSize);
    if (!this.#isTimed) return this.kernels.flowUpdateAt(this.at, bid, bidSize, ask, askSize, 0);
    const time = checkTime(WHO, timeUs);
    this.makeRoom();
    return this.kernels.flowUpdateAt(this.at, bid, bidSize, ask, askSize, time);
  }

  /** Takes columns and answers after each quote. */
  process({ bid, bidSize, ask, askSize, time }: QuoteColumns, out?: Float64Array): Float64Array {
    checkTimes(WHO, this.#isTimed, time !== undefined);
    const quotes = [bid, bidSize, ask, askSize];
    return this.through(
      time === undefined ? quotes : [...quotes, time],
      [out],
      (from, [to], count) =>
        this.takeAll(count, (done) => {
          const [bids, bidSizes, asks, askSizes, times = 0] = from.map((at) => at + done * 8);
          const columns = [bids, bidSizes, asks, askSizes, times, to + done * 8];
          return this.kernels.flowProcessAt(this.at, this.windowAt, ...columns, count - done);
        }),
    )[0];
  }

  /** The answers after each quote of columns. */
  static compute(
    quotes: QuoteColumns,
    options?: OpenWindowOptions,
    out?: Float64Array,
  ): Float64Array {
    return computeOnce(new OrderFlowImbalance(options), (made) => made.process(quotes, out));
  }

  #refuseUnknown(bid: number, bidSize: number, ask: number, askSize: number): void {
    const prices = (bidSize === 0 ? 0 : bid) + (askSize === 0 ? 0 : ask);
    const sum = prices + bidSize + askSize;
    if (!Number.isFinite(sum)) this.refuse(sum);
  }
}
