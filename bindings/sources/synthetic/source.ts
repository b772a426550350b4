/**
 * A seeded synthetic market as a source: the built-in data for trying things out, for tests, and
 * for benchmarks. The same options give the same bits on every machine.
 *
 * Messages look like those of a real feed: header, then a clear with all levels, level sets, a
 * trade, or (with `book: "quotes"`) the best bid and ask. A market order gives a trade message per
 * price and then the depth message with what it ate. No message leaves the book crossed unless
 * `faults` ask for it. `truth` lists the planted episodes.
 *
 * @module volume-imbalance/synthetic
 */
import * as abi from "../../../assembly/abi.ts";
import { TickBatch } from "../../core/tick-batch.ts";
import { BATCH_TICKS, type InstrumentFacts, type SourceStats, type TickSource } from "../source.ts";
import { SyntheticEmitter } from "./emitter.ts";
import { SyntheticMarket } from "./market.ts";
import { SyntheticRandom } from "./random.ts";
import { type Episode, SyntheticSchedule } from "./schedule.ts";

/** Planted faults, each as a share of messages in [0, 1]; absent ones are 0. */
export interface SyntheticFaults {
  /** The feed says that it lost messages, loses some, and sends a new snapshot. */
  readonly gaps?: number;
  /** A message is stamped 1 to 50 ms too early. */
  readonly reversals?: number;
  /** A message leaves a bid above the ask, the next one takes it away. */
  readonly crossed?: number;
  /** A depth message holds a level whose size is NaN or negative. */
  readonly badSizes?: number;
  /** A trade has no side. */
  readonly unknownSides?: number;
}

/** What the market is to be like; all of it has a default. */
export interface SyntheticOptions {
  /** Safe integer; default 1. */
  readonly seed?: number;
  /** Length in event time; default 600, or endless if `ticks` is given. */
  readonly durationSeconds?: number;
  /** End with the message that reaches this many ticks. */
  readonly ticks?: number;
  /** Mean rate outside quiet stretches; default 1000. Headers are ticks. */
  readonly ticksPerSecond?: number;
  /** Default 0.1. */
  readonly tickSize?: number;
  /** Default 0.001. */
  readonly lotSize?: number;
  /** Default 2500. */
  readonly startPrice?: number;
  /** Default 2024-01-01T00:00:00Z. */
  readonly startTimeUs?: number;
  /** Default 30. */
  readonly episodesPerHour?: number;
  /** Stretches without a tick; default 6 per hour. */
  readonly quietPerHour?: number;
  /** Their mean length; default 60. */
  readonly quietSeconds?: number;
  /** Depth (default) or best quotes only. */
  readonly book?: "ladder" | "quotes";
  /** Instrument id written into the ticks; default 0. */
  readonly instrument?: number;
  /** Faults to plant; default none. */
  readonly faults?: SyntheticFaults;
  /** Batch to fill; default a batch of its own. */
  readonly batch?: TickBatch;
}

const DEFAULTS = {
  seed: 1,
  ticksPerSecond: 1000,
  tickSize: 0.1,
  lotSize: 0.001,
  startPrice: 2500,
  startTimeUs: Date.UTC(2024, 0, 1) * 1000,
  episodesPerHour: 30,
  quietPerHour: 6,
  quietSeconds: 60,
  book: "ladder" as const,
  instrument: 0,
};
const DEFAULT_SECONDS = 600;

/** Share of events that are market orders. */
const TRADE_SHARE = 0.18;
/** Ticks per event, less what bursts add: ten seeds come within 4 % of the wanted rate. */
const TICKS_PER_EVENT = { ladder: 6, quotes: 2.86 };
/** After a sweep, and now and then for no reason, everything goes faster for a while. */
const SWEEP_EXCITEMENT = 3;
const BURST_EXCITEMENT = 40;
const BURST_SHARE = 0.0005;
const CALMING = 0.985;
/** Events that a planted gap swallows. */
const LOST_EVENTS = 20;

/** A synthetic market; also readable without waiting, with `fill`. */
export class SyntheticSource implements TickSource {
  readonly format = "synthetic";
  readonly facts: InstrumentFacts;
  readonly inferred: readonly string[] = [];
  readonly notes: readonly string[] = [];
  /** There are no lines. */
  readonly firstBadLine = null;
  readonly isCausal = true;
  /** Counts of what was made, and of the faults that were planted. */
  readonly stats: SourceStats;
  readonly #options: typeof DEFAULTS & SyntheticOptions;
  readonly #random: SyntheticRandom;
  readonly #schedule: SyntheticSchedule;
  readonly #market: SyntheticMarket;
  readonly #emitter: SyntheticEmitter;
  readonly #endUs: number;
  readonly #endTicks: number;
  readonly #eventsPerUs: number;
  #timeUs: number;
  #excitement = 0;
  #hasBegun = false;

  constructor(options: SyntheticOptions = {}) {
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    const all = { ...DEFAULTS, ...Object.fromEntries(given) } as typeof DEFAULTS & SyntheticOptions;
    checkOptions(all);
    const { seed, tickSize, lotSize, startTimeUs, startPrice } = all;
    this.#options = all;
    this.#random = new SyntheticRandom(seed);
    this.#schedule = new SyntheticSchedule(
      new SyntheticRandom(seed + 1),
      startTimeUs,
      all.episodesPerHour,
      all.quietPerHour,
      all.quietSeconds,
    );
    this.#market = new SyntheticMarket(this.#random, Math.round(startPrice / tickSize));
    const faults = ["Gaps", "Reversals", "Crossed", "BadSizes", "UnknownSides"];
    this.stats = { bytesRead: 0, totalBytes: NaN, lines: 0, ticks: 0, messages: 0, trades: 0 };
    this.stats.touchMoves = this.stats.quietStretches = 0;
    for (const fault of faults) this.stats[`planted${fault}`] = 0;
    this.#emitter = new SyntheticEmitter(this.#market, new SyntheticRandom(seed + 2), {
      ...all,
      stats: this.stats,
    });
    const seconds = all.durationSeconds ?? (all.ticks === undefined ? DEFAULT_SECONDS : Infinity);
    this.#timeUs = startTimeUs;
    this.#endUs = startTimeUs + seconds * 1e6;
    this.#endTicks = all.ticks ?? Infinity;
    this.#eventsPerUs = all.ticksPerSecond / TICKS_PER_EVENT[all.book] / 1e6;
    this.facts = {
      symbol: "SYNTHETIC",
      tickSize,
      lotSize,
      contract: "linear",
      multiplier: 1,
      seed,
    };
  }

  /** The episodes that have begun so far. */
  get truth(): readonly Episode[] {
    return this.#schedule.truth;
  }

  /**
   * Appends whole messages until the batch holds `BATCH_TICKS` or the market is over.
   * @returns whether there is more to come
   */
  fill(batch: TickBatch): boolean {
    const before = batch.length;
    const goal = Math.min(BATCH_TICKS, before + this.#endTicks - this.stats.ticks);
    if (!this.#hasBegun) this.#emitter.snapshot(batch, this.#timeUs);
    this.#hasBegun = true;
    while (batch.length < goal && this.#timeUs < this.#endUs) this.#step(batch);
    this.stats.ticks += batch.length - before;
    return this.stats.ticks < this.#endTicks && this.#timeUs < this.#endUs;
  }

  /** Yields one batch again and again; push it before asking for the next. */
  async *[Symbol.asyncIterator](): AsyncGenerator<TickBatch, void, undefined> {
    const batch = this.#options.batch ?? new TickBatch(2 * BATCH_TICKS);
    for (let isMore = true; isMore; ) {
      batch.clear();
      isMore = this.fill(batch);
      if (batch.length > 0) yield batch;
    }
  }

  #step(batch: TickBatch): void {
    const gapUs = this.#random.exponential() / (this.#eventsPerUs * (1 + this.#excitement));
    this.#excitement *= CALMING;
    this.#timeUs += gapUs;
    const awakeUs = this.#schedule.wakeAfter(this.#timeUs);
    if (awakeUs > this.#timeUs) this.stats.quietStretches++;
    this.#timeUs = awakeUs;
    if (this.#timeUs >= this.#endUs) return;
    this.#event(batch);
    if (this.#emitter.plants("gaps")) this.#loseEvents(batch);
  }

  #event(batch: TickBatch): void {
    const market = this.#market;
    const random = this.#random;
    const { tickSize } = this.#options;
    const pressure = this.#schedule.pressureAt(this.#timeUs, market.midTicks * tickSize);
    const bid = market.bids.best;
    const ask = market.asks.best;
    market.beginMessage();
    if (random.chance(TRADE_SHARE)) {
      const sign = market.marketOrder(pressure);
      if (market.fillCount > 2) this.#excitement += SWEEP_EXCITEMENT;
      this.#emitter.trades(batch, this.#timeUs, sign);
      this.#timeUs += random.integer(20, 200);
    } else {
      market.bookEvent(pressure);
      if (random.chance(BURST_SHARE)) this.#excitement += BURST_EXCITEMENT;
    }
    if (market.bids.best !== bid || market.asks.best !== ask) this.stats.touchMoves++;
    this.#emitter.book(batch, this.#timeUs);
  }

  #loseEvents(batch: TickBatch): void {
    const instrument = this.#options.instrument;
    batch.append(Math.floor(this.#timeUs), 0, 0, abi.KIND_GAP | abi.TICK_LAST, instrument);
    const mark = batch.length;
    for (let lost = 0; lost < LOST_EVENTS; lost++) this.#event(batch);
    batch.length = mark;
    this.#emitter.snapshot(batch, this.#timeUs);
  }
}

/**
 * Makes a market. The same options give the same bits on every machine.
 * @throws {RangeError} if an option is out of its range
 */
export function syntheticSource(options: SyntheticOptions = {}): SyntheticSource {
  return new SyntheticSource(options);
}

function checkOptions(options: typeof DEFAULTS & SyntheticOptions): void {
  const positive = ["ticksPerSecond", "tickSize", "lotSize", "startPrice", "ticks"] as const;
  for (const name of [...positive, "durationSeconds"] as const) {
    const value = options[name];
    if (value !== undefined && !(value > 0)) throw refuse(name, "a positive number", value);
  }
  for (const name of ["episodesPerHour", "quietPerHour", "quietSeconds", "startTimeUs"] as const) {
    if (!(options[name] >= 0 && options[name] < Infinity)) {
      throw refuse(name, "a finite number, 0 or more", options[name]);
    }
  }
  if (!Number.isSafeInteger(options.seed)) throw refuse("seed", "a safe integer", options.seed);
  if (options.book !== "ladder" && options.book !== "quotes") {
    throw refuse("book", "ladder or quotes", options.book);
  }
  for (const [name, share] of Object.entries(options.faults ?? {})) {
    if (!(share >= 0 && share <= 1)) throw refuse(`faults.${name}`, "a share in [0, 1]", share);
  }
}

function refuse(name: string, expected: string, value: unknown): RangeError {
  return new RangeError(
    `volume-imbalance/synthetic.syntheticSource: ${name} must be ${expected}, was ${value}`,
  );
}
