/**
 * When the synthetic market is pressed and when it sleeps: planted episodes, the truth that
 * detectors are measured against, and quiet stretches between them.
 *
 * Time is cut into equal slots, an episode (or quiet stretch) in each at a random place. An episode
 * begins and ends at once, with its full strength. A quiet stretch that would begin in an episode
 * waits for its end, and an episode that would begin in a quiet stretch likewise.
 */
import type { SyntheticRandom } from "./random.ts";

/** A planted stretch of one-sided pressure in depth, order flow and trades. */
export interface Episode {
  /** Microseconds since the epoch; the episode covers [startUs, endUs). */
  readonly startUs: number;
  /** End, not part of it. */
  readonly endUs: number;
  /** 1: buyers press; -1: sellers. */
  readonly direction: 1 | -1;
  /** In (0, 1]. */
  readonly strength: number;
  /** Mid price at the start; NaN until then. */
  startMid: number;
  /** Mid price at the end; NaN until then. */
  endMid: number;
}

const US_PER_SECOND = 1e6;
const MAX_EPISODE_SECONDS = 60;

export class SyntheticSchedule {
  /** Episodes that have begun, in order. */
  readonly truth: Episode[] = [];
  readonly #random: SyntheticRandom;
  readonly #startUs: number;
  readonly #episodeSlotUs: number;
  readonly #quietSlotUs: number;
  readonly #quietUs: number;
  #episodes = 0;
  #quiets = 0;
  #next: Episode;
  #quietFromUs: number;

  /** Rates per hour, 0 for none. */
  constructor(
    random: SyntheticRandom,
    startUs: number,
    episodesPerHour: number,
    quietPerHour: number,
    quietSeconds: number,
  ) {
    this.#random = random;
    this.#startUs = startUs;
    this.#episodeSlotUs = (3600 / episodesPerHour) * US_PER_SECOND;
    this.#quietSlotUs = (3600 / quietPerHour) * US_PER_SECOND;
    this.#quietUs = quietSeconds * US_PER_SECOND;
    this.#next = this.#planEpisode();
    this.#quietFromUs = this.#planQuiet();
  }

  /** Pressure at this time in [-1, 1]; begins and ends episodes. Times must not go back. */
  pressureAt(timeUs: number, mid: number): number {
    const current = this.truth.at(-1);
    if (current && Number.isNaN(current.endMid)) {
      if (timeUs < current.endUs) return current.direction * current.strength;
      current.endMid = mid;
    }
    if (timeUs < this.#next.startUs) return 0;
    const begun = this.#next;
    begun.startMid = mid;
    this.truth.push(begun);
    this.#next = this.#planEpisode();
    return begun.direction * begun.strength;
  }

  /**
   * @returns the end of the quiet stretch that begins at or before this time, else the time itself;
   *          every stretch is answered once
   */
  wakeAfter(timeUs: number): number {
    if (timeUs < this.#quietFromUs) return timeUs;
    const current = this.truth.at(-1);
    if (current && timeUs < current.endUs) return timeUs;
    const untilUs = timeUs + Math.floor(this.#quietUs * (0.75 + 0.5 * this.#random.uniform()));
    this.#quietFromUs = this.#planQuiet();
    const { startUs, endUs } = this.#next;
    const delayUs = Math.ceil(Math.max(untilUs - startUs, 0));
    this.#next = { ...this.#next, startUs: startUs + delayUs, endUs: endUs + delayUs };
    return untilUs;
  }

  #planEpisode(): Episode {
    const random = this.#random;
    const slotUs = this.#episodeSlotUs;
    const place = this.#episodes++ + 0.15 + 0.5 * random.uniform();
    const longestUs = Math.min(MAX_EPISODE_SECONDS * US_PER_SECOND, slotUs / 4);
    const earliestUs = this.truth.at(-1)?.endUs ?? 0;
    const startUs = Math.max(Math.floor(this.#startUs + place * slotUs), earliestUs);
    return {
      startUs,
      endUs: startUs + Math.floor(longestUs * (0.5 + 0.5 * random.uniform())),
      direction: random.chance(0.5) ? 1 : -1,
      strength: 0.3 + 0.6 * random.uniform(),
      startMid: NaN,
      endMid: NaN,
    };
  }

  #planQuiet(): number {
    const place = this.#quiets++ + 0.7 + 0.2 * this.#random.uniform();
    return this.#startUs + place * this.#quietSlotUs;
  }
}

const COLUMNS = ["startUs", "endUs", "direction", "strength", "startMid", "endMid"] as const;

/** Episodes as CSV with a header row, or as a JSON array; unknown prices are empty or null. */
export function formatTruth(truth: readonly Episode[], format: "csv" | "json" = "csv"): string {
  if (format === "json") return `${JSON.stringify(truth, null, 1)}\n`;
  const rows = truth.map((episode) =>
    COLUMNS.map((name) => (Number.isNaN(episode[name]) ? "" : episode[name])).join(","),
  );
  return [COLUMNS.join(","), ...rows, ""].join("\n");
}
