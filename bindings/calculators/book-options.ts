/**
 * What an order book is asked: its grid, its room, how many levels it keeps ready.
 */
import * as abi from "../../assembly/abi.ts";
import { LEVEL_BYTES, ladderBlock } from "../core/ladder-block.ts";
import { BookOfLevels, type Ladder, Ring } from "../core/layout.ts";
import { suggestTickSize } from "../core/refusal.ts";
import { perUnit, stride } from "../core/units.ts";
import { checkNames } from "./options.ts";

/** Options of OrderBook: the grid it lies on, and what it keeps ready. */
export interface OrderBookOptions {
  /** Step of prices, in their unit; must be given. */
  readonly tickSize: number;
  /**
   * Step of sizes: they are counted in whole lots, and depth sums without rounding. Without it
   * sizes are kept as they are given (default).
   */
  readonly lotSize?: number;
  /** Best levels of each side kept ready: 1 to 1000, default 10. */
  readonly levels?: number;
  /**
   * Ticks around the market whose levels are found at once: a power of two from 64 to 262144,
   * default 8192. Levels beyond are kept in a list and never lost.
   */
  readonly ladderTicks?: number;
}

const WHO = "OrderBook";
const KNOWN = ["tickSize", "lotSize", "levels", "ladderTicks"];
const MOST_LEVELS = 1000;
/** Levels beyond the window that there is room for in the beginning. */
const FAR_LEVELS = 64;

/** Where a book's parts lie, and the fields of its record. */
export interface BookPlan {
  readonly bytes: number;
  readonly record: { readonly [F in keyof typeof BookOfLevels.fields]?: number };
  readonly ladder: { readonly [F in keyof typeof Ladder.fields]?: number };
  readonly far: { readonly [F in keyof typeof Ring.fields]?: number };
}

/** @throws {TypeError | RangeError} if an option is not valid */
export function planBook(options: OrderBookOptions): BookPlan {
  checkNames(WHO, options, KNOWN);
  const { lotSize } = options;
  const tickSize = positive("tickSize", options.tickSize);
  const levels = whole("levels", options.levels ?? 10, 1, MOST_LEVELS);
  const window = whole("ladderTicks", options.ladderTicks ?? 8192, 64, 2 ** 18);
  if (!Number.isInteger(Math.log2(window))) {
    throw new RangeError(`${at("ladderTicks")} must be a power of two, was ${window}`);
  }
  const ticks = perUnit(tickSize);
  const lots = perUnit(lotSize === undefined ? 1 : positive("lotSize", lotSize));
  const kept = Math.ceil(levels / 4) * 4;
  const { bytes, fields } = ladderBlock(window, kept);
  const ladderBytes = stride(bytes);
  const bidLadder = stride(BookOfLevels.bytes);
  const askLadder = bidLadder + ladderBytes;
  return {
    bytes: askLadder + ladderBytes + 2 * farBytes(FAR_LEVELS),
    record: {
      bidLadder,
      askLadder,
      levels,
      kept,
      hasLots: lotSize === undefined ? 0 : 1,
      isWholeTicks: ticks.isWhole ? 1 : 0,
      isWholeLots: lots.isWhole ? 1 : 0,
      ticksPerUnit: ticks.count,
      tickSize,
      lotsPerUnit: lots.count,
      lotSize: lotSize ?? 1,
      maxSize: lotSize === undefined ? Number.MAX_VALUE : abi.MAX_LOTS,
    },
    ladder: fields,
    far: { mask: FAR_LEVELS - 1, stride: LEVEL_BYTES },
  };
}

/** Bytes of a list of levels beyond the window. */
export function farBytes(levels: number): number {
  return Ring.bytes + levels * LEVEL_BYTES;
}

/** The sentence about a level that a book does not take. */
export function refusedLevel(
  where: string,
  code: number,
  price: number,
  size: number,
  { tickSize, lotSize }: OrderBookOptions,
): RangeError {
  const who = `volume-imbalance/${WHO}: ${where}`;
  switch (code) {
    case abi.LEVEL_OFF_GRID: {
      const finer = Math.min(suggestTickSize(price), suggestTickSize(tickSize));
      return new RangeError(
        `${who}: price ${price} is no multiple of tickSize ${tickSize}; try tickSize ${finer}`,
      );
    }
    case abi.LEVEL_BAD_PRICE:
      return new RangeError(`${who}: price must be finite and within 2^30 ticks, was ${price}`);
    case abi.LEVEL_OFF_LOT:
      return new RangeError(
        `${who}: size ${size} is no multiple of lotSize ${lotSize}; choose a smaller one, or ` +
          "leave it out to keep sizes as they are",
      );
    case abi.LEVEL_TOO_SMALL:
      return new RangeError(`${who}: a change of ${size} at ${price} takes more than stands there`);
    default:
      return new RangeError(
        `${who}: size must be finite, not negative` +
          `${lotSize === undefined ? "" : " and at most 1e12 lots"}, was ${size}`,
      );
  }
}

function at(name: string): string {
  return `volume-imbalance/${WHO}: ${name}`;
}

function positive(name: string, value: unknown): number {
  if (typeof value !== "number") {
    throw new TypeError(`${at(name)} must be a number, was ${typeof value}`);
  }
  if (value > 0 && value < Infinity) return value;
  throw new RangeError(`${at(name)} must be positive and finite, was ${value}`);
}

function whole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(
    `${at(name)} must be a whole number from ${least} to ${most}, was ${String(value)}`,
  );
}
