/** What a replay of real data must show, and what it shows. */
export interface Proof {
  readonly expected: Readonly<Record<string, unknown>>;
  readonly found: Readonly<Record<string, unknown>>;
  /** Figures to be read beside it. */
  readonly seen?: Readonly<Record<string, unknown>>;
}
