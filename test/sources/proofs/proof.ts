/** What a replay of real data must show, and what it shows. */
import { isDeepStrictEqual } from "node:util";

export interface Proof {
  readonly expected: Readonly<Record<string, unknown>>;
  readonly found: Readonly<Record<string, unknown>>;
  /** How far a found number may lie from the expected one; default 0. */
  readonly tolerance?: number;
  /** Figures to be read beside it. */
  readonly seen?: Readonly<Record<string, unknown>>;
}

/** A proof by name; `needs` are paths below the reference material, `run` gets them in full. */
export interface NamedProof {
  readonly name: string;
  readonly needs: readonly string[];
  run(...paths: string[]): Promise<Proof>;
}

export function holds({ expected, found, tolerance = 0 }: Proof): boolean {
  const isNear = (name: string): boolean => {
    const [wanted, value] = [expected[name], found[name]];
    if (typeof wanted !== "number" || typeof value !== "number" || tolerance === 0) {
      return isDeepStrictEqual(value, wanted);
    }
    return Math.abs(value - wanted) <= tolerance;
  };
  return Object.keys({ ...expected, ...found }).every(isNear);
}
