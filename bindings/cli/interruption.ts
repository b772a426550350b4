/**
 * Ctrl-C: the first one asks the run to finish what it has, the second one ends it at once.
 */
import { EXIT_INTERRUPTED } from "./failure.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** A source that never waits for a file would keep signals from being heard. */
const BREATH_MS = 50;

/** An output that is not complete yet. */
export interface Unfinished {
  /** Removes what was written. */
  abandon(): void;
}

export class Interruption {
  /** True once the user asked to stop. */
  isRequested = false;
  readonly #unfinished: Unfinished[] = [];
  #nextBreath = 0;
  readonly #onSignal = () => {
    if (this.isRequested) {
      for (const output of this.#unfinished) output.abandon();
      process.exit(EXIT_INTERRUPTED);
    }
    this.isRequested = true;
  };

  /**
   * Runs a command that can be interrupted. It listens from before the first output is created
   * until the last one has its name: a signal in between would leave a temporary file.
   */
  static async during<T>(run: (interruption: Interruption) => Promise<T>): Promise<T> {
    const interruption = new Interruption();
    for (const signal of SIGNALS) process.on(signal, interruption.#onSignal);
    try {
      return await run(interruption);
    } finally {
      for (const signal of SIGNALS) process.off(signal, interruption.#onSignal);
    }
  }

  /** Remembers an output that has to go when the process ends at once. */
  guard<T extends Unfinished>(output: T): T {
    this.#unfinished.push(output);
    return output;
  }

  /** Lets the event loop turn now and then, so that signals arrive. */
  async breathe(): Promise<void> {
    const now = performance.now();
    if (now < this.#nextBreath) return;
    this.#nextBreath = now + BREATH_MS;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
