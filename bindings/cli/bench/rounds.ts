/**
 * Rounds of measurement: in each one every piece of work is done once, in turn, so that a slow
 * minute of the machine falls on all of them. The first round warms up and is not counted.
 */
import type { Interruption } from "../interruption.ts";
import type { Done, Work } from "./works.ts";

export interface Measured {
  readonly work: Work;
  readonly done: Done;
  /** Wall time of each counted round in milliseconds. */
  readonly ms: readonly number[];
}

/**
 * @param onDone called after each piece of work
 * @returns the work that was done at least once in a counted round
 */
export async function measure(
  works: readonly Work[],
  rounds: number,
  interruption: Interruption,
  onDone: () => void,
): Promise<Measured[]> {
  const times = works.map(() => [] as number[]);
  const done: Done[] = works.map(() => ({ rows: null, bytes: null }));
  for (let round = 0; round <= rounds; round++) {
    for (const [index, work] of works.entries()) {
      work.prepare();
      const start = performance.now();
      done[index] = await work.run();
      const ms = performance.now() - start;
      if (round > 0) times[index].push(ms);
      onDone();
      await interruption.breathe();
      if (interruption.isRequested) return collected(works, done, times);
    }
  }
  return collected(works, done, times);
}

function collected(works: readonly Work[], done: Done[], times: number[][]): Measured[] {
  return works
    .map((work, index) => ({ work, done: done[index], ms: times[index] }))
    .filter(({ ms }) => ms.length > 0);
}
