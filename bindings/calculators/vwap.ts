/** Volume-weighted price and the bands around it. */
import * as abi from "../../assembly/abi.ts";
import { parseDuration } from "../core/grammar.ts";
import { VwapState } from "../core/layout.ts";
import { stride } from "../core/units.ts";
import { computeOnce } from "./calculator.ts";
import type { Input } from "./columns.ts";
import { checkTimes, FlowCalculator, type OpenWindowOptions, spanOf } from "./flow-window.ts";
import { checkNames } from "./options.ts";
import { checkTime } from "./times.ts";

const WHO = "Vwap";
const HEAD = stride(VwapState.bytes);
const ENTRY_BYTES = 48;
/** Trades that a window without a known number of them has room for in the beginning. */
const PLACES = 16;

/** Options of Vwap; `window`, `volume` and `session` exclude each other. */
export interface VwapOptions extends OpenWindowOptions {
  /** Volume: a window of the fewest newest trades that make it up. */
  readonly volume?: number;
  /** A duration such as "24h": everything is forgotten at each multiple of it since 1970, UTC. */
  readonly session?: string;
  /** Half the width of the bands, in sigmas; default 2. */
  readonly bands?: number;
}

/** Columns of trades. */
export interface PricedTrades {
  /** Prices. */
  readonly price: Input;
  /** Traded sizes; a negative one is unknown. */
  readonly size: Input;
  /** Microseconds, for sessions and windows by time. */
  readonly time?: Input;
}

/** A column for each answer of Vwap, in the unit of price, as long as the inputs. */
export interface VwapColumns {
  /** Volume-weighted price. */
  readonly vwap: Float64Array;
  /** Volume-weighted standard deviation of the prices. */
  readonly sigma: Float64Array;
  /** `bands` sigmas above the price. */
  readonly upper: Float64Array;
  /** `bands` sigmas below the price. */
  readonly lower: Float64Array;
}

/**
 * Volume-weighted price: of everything since the first trade or the last reset (default), of the
 * session, or of the last trades, time or volume. Sigma is volume-weighted too, of the whole
 * population. A negative size is unknown. `update` answers the price.
 *
 * Defaults: no `window`, `volume` or `session`; `bands: 2`, `warmup: "nan"`, `nan: "skip"`.
 *
 * Source: D. H. D. West, "Updating mean and variance estimates: an improved method", Communications
 * of the ACM 22(9), 1979.
 */
export class Vwap extends FlowCalculator {
  readonly #isTimed: boolean;
  readonly #kind: number;
  #free = 0;

  /** @throws {TypeError | RangeError} if an option is not valid */
  constructor(options: VwapOptions = {}) {
    checkNames(WHO, options, ["window", "volume", "session", "bands", "warmup", "nan"]);
    const { window, session, bands = 2 } = options;
    checkSpans(options);
    if (!(bands >= 0 && bands < Infinity)) {
      throw new RangeError(`volume-imbalance/${WHO}: bands must be from 0, was ${bands}`);
    }
    const { places, ...span } = vwapSpan(options);
    super(WHO, options, HEAD + places * ENTRY_BYTES);
    this.#kind = span.kind;
    this.#isTimed = session !== undefined || typeof window === "string";
    const mask = Math.max(places - 1, 0);
    this.record(VwapState).set({ ...span, unknown: this.unknown, mask, width: bands });
    this.reset();
  }

  /** Volume-weighted standard deviation of the prices. */
  get sigma(): number {
    this.kernels.takenAt(this.at);
    return this.record(VwapState).get("sigma");
  }

  /** `bands` sigmas above the price. */
  get upper(): number {
    return this.value + this.record(VwapState).get("width") * this.sigma;
  }

  /** `bands` sigmas below the price. */
  get lower(): number {
    return this.value - this.record(VwapState).get("width") * this.sigma;
  }

  /** Times that went back and were taken at the latest one before. */
  get reversals(): number {
    this.kernels.takenAt(this.at);
    return this.record(VwapState).get("reversals");
  }

  /** Forgets everything: the next trade is the new anchor. */
  reset(): void {
    this.kernels.vwapResetAt(this.at);
  }

  /** Takes a trade and answers the price; `timeUs` for sessions and windows by time. */
  update(price: number, size: number, timeUs?: number): number {
    if (this.isStrict && (price - price !== 0 || !(size >= 0 && size < Infinity))) {
      this.refuse(price - price !== 0 ? price : size);
    }
    const time = this.#isTimed ? checkTime(WHO, timeUs) : 0;
    if (this.#kind > abi.SPAN_ROWS && --this.#free < 0) this.#makeRoom();
    return this.kernels.vwapUpdateAt(this.at, price, size, time);
  }

  /** Takes columns and answers after each trade. */
  process({ price, size, time }: PricedTrades, out: Partial<VwapColumns> = {}): VwapColumns {
    checkTimes(WHO, this.#isTimed, time !== undefined);
    const inputs = time === undefined ? [price, size] : [price, size, time];
    const outs = [out.vwap, out.sigma, out.upper, out.lower];
    const [vwap, sigma, upper, lower] = this.through(inputs, outs, (from, to, count) => {
      for (let done = 0; ; this.#grow()) {
        const [prices, sizes, times = 0] = from.map((at) => at + done * 8);
        const targets = to.map((at) => at + done * 8);
        const columns = [prices, sizes, times, ...targets];
        done += this.kernels.vwapProcessAt(this.at, ...columns, count - done);
        if (done === count) break;
      }
    });
    this.#free = 0;
    return { vwap, sigma, upper, lower };
  }

  /** The answers after each trade of columns. */
  static compute(
    trades: PricedTrades,
    options?: VwapOptions,
    out?: Partial<VwapColumns>,
  ): VwapColumns {
    return computeOnce(new Vwap(options), (made) => made.process(trades, out));
  }

  #makeRoom(): void {
    let room = this.kernels.vwapRoomAt(this.at);
    if (room === 0) room = this.#grow();
    this.#free = room - 1;
  }

  /** Doubles the window; answers how many places are free then. */
  #grow(): number {
    const places = 2 * (this.record(VwapState).get("mask") + 1);
    this.enlarge(HEAD + places * ENTRY_BYTES);
    this.kernels.vwapRegrowAt(this.at, places);
    return this.kernels.vwapRoomAt(this.at);
  }
}

function checkSpans({ window, volume, session }: VwapOptions): void {
  if ([window, volume, session].filter((span) => span !== undefined).length > 1) {
    throw new RangeError(
      `volume-imbalance/${WHO}: window, volume and session exclude each other; give one of them`,
    );
  }
  if (volume !== undefined && !(volume > 0 && volume < Infinity)) {
    throw new RangeError(`volume-imbalance/${WHO}: volume must be positive, was ${volume}`);
  }
}

function vwapSpan(options: VwapOptions) {
  const { volume, session } = options;
  const window = spanOf(WHO, options);
  if (volume !== undefined) {
    return { ...window, kind: abi.SPAN_VOLUME, span: volume, places: PLACES };
  }
  if (session === undefined) return window;
  const span = parseDuration(session);
  if (span > 0) return { ...window, span };
  throw new RangeError(
    `volume-imbalance/${WHO}: session must be a duration such as "24h", was "${session}"`,
  );
}
