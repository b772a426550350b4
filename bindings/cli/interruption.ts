/**
 * Ctrl-C: the first one asks the run to finish what it has, the second one ends it at once.
 */
import { EXIT_INTERRUPTED } from "./failure.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** A source that never waits for a file would keep signals from being heard. */
const BREATH_MS = 50;

export class Interruption {
  /** True once the user asked to stop. */
  isRequested = false;
  readonly #abandon: () => void;
  #nextBreath = 0;
  readonly #onSignal = () => {
    if (this.isRequested) {
      this.#abandon();
      process.exit(EXIT_INTERRUPTED);
    }
    this.isRequested = true;
  };

  /** @param abandon cleans up when the process ends at once */
  constructor(abandon: () => void) {
    this.#abandon = abandon;
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
  }

  /** Lets the event loop turn now and then, so that signals arrive. */
  async breathe(): Promise<void> {
    const now = performance.now();
    if (now < this.#nextBreath) return;
    this.#nextBreath = now + BREATH_MS;
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Hands signals back to Node. */
  release(): void {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }
}
