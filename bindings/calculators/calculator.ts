/// <reference lib="esnext.disposable" preserve="true" />
/**
 * What all calculators are: a record in linear memory and the kernels that work on it. The record
 * goes back when the calculator is disposed of or forgotten.
 */
import { FormatError, OrderError } from "../core/errors.ts";
import { type RecordLayout, RecordView } from "../core/record.ts";
import type { Process, SeriesKernels, Update, UpdatePair } from "../core/series/kernels.ts";
import { SERIES_BUILD, type SeriesMemory, seriesMemory } from "../core/series/memory.ts";
import { decodeSnapshot, encodeSnapshot, type SnapshotKind } from "../core/snapshot.ts";
import {
  Column,
  checkInputs,
  type Input,
  type KernelCall,
  outputFor,
  throughKernel,
} from "./columns.ts";
import { checkUnknown, type SeriesOptions } from "./options.ts";

/** "VISC" */
const SNAPSHOT: SnapshotKind = {
  magic: 0x43534956,
  build: SERIES_BUILD,
  owner: "a calculator",
  where: "volume-imbalance/calculators.restore:",
};

/** Kernels of a calculator that has been disposed of: each of them throws. */
const DISPOSED = new Proxy({} as SeriesKernels, {
  get: () => () => {
    throw new OrderError("volume-imbalance/calculators: the calculator is disposed");
  },
});

/** Takes one value, by time with its time, and answers. */
type Step = (at: number, x: number, timeUs: number) => number;

const forgotten = new FinalizationRegistry<{ memory: SeriesMemory; at: number }>(({ memory, at }) =>
  memory.give(at),
);

/**
 * What all calculators have: the newest answer, whether there is one, and an end. A calculator is a
 * record in the one memory of all calculators; it goes back when the calculator is disposed of or
 * forgotten.
 */
export abstract class Calculator {
  /** Name of the class, for messages and snapshots. */
  protected readonly who: string;
  /** Inputs that are NaN or infinite are refused. */
  protected readonly isStrict: boolean;
  /** What the record says of unknown inputs. */
  protected readonly unknown: number;
  protected readonly memory: SeriesMemory;
  protected kernels: SeriesKernels;
  /** What an update calls: a kernel itself wherever nothing is to be checked before it. */
  protected step: Step = DISPOSED.sumUpdateAt;
  /** What takes a column without anything else around it; null where there is more to do. */
  protected columnKernel: Process | null = null;
  /** Address of the record. */
  protected at: number;
  #bytes: number;
  readonly #options: object;

  /** @param bytes of the record and what follows it; they are 0 in the beginning */
  protected constructor(who: string, options: SeriesOptions, bytes: number) {
    const { code, isRefused } = checkUnknown(who, options.nan);
    this.who = who;
    this.isStrict = isRefused;
    this.unknown = code;
    this.#options = Object.freeze({ ...options });
    this.#bytes = Math.ceil(bytes / 8) * 8;
    this.memory = seriesMemory();
    this.kernels = this.memory.kernels;
    this.at = this.memory.take(this.#bytes);
    this.memory.u8.fill(0, this.at, this.at + this.#bytes);
    forgotten.register(this, { memory: this.memory, at: this.at }, this);
  }

  /** The newest answer, NaN while there is none. */
  abstract get value(): number;

  /** Values taken since the beginning or the last reset. */
  abstract get count(): number;

  /** Whether enough values were taken for an answer. */
  abstract get ready(): boolean;

  /** Largest input, either sign, that is known. */
  protected get largest(): number {
    return Number.MAX_VALUE;
  }

  /** Forgets everything but the options. */
  abstract reset(): void;

  /** The state as bytes, for `restore` of the same class. */
  snapshot(): Uint8Array {
    this.kernels.heapBaseAt();
    const json = JSON.stringify({ calculator: this.who, options: this.#options });
    const state = this.memory.u8.subarray(this.at, this.at + this.#bytes);
    return encodeSnapshot(SNAPSHOT, { json, state });
  }

  /**
   * Continues from a snapshot: the same answers to the bit.
   * @throws {FormatError} if the bytes are foreign, truncated, altered, or of another calculator
   */
  static restore<T extends Calculator>(this: new (options: never) => T, bytes: Uint8Array): T {
    const { json, state } = decodeSnapshot(SNAPSHOT, bytes);
    const { calculator, options } = JSON.parse(json);
    const made = new this(options as never);
    if (made.who === calculator && made.#take(state)) return made;
    const { who } = made;
    made.dispose();
    throw new FormatError(`${SNAPSHOT.where} this is a snapshot of ${calculator}, not of ${who}`);
  }

  /** Gives the memory back; every later call throws an OrderError. */
  dispose(): void {
    if (this.kernels === DISPOSED) return;
    forgotten.unregister(this);
    this.memory.give(this.at);
    this.kernels = DISPOSED;
    this.step = DISPOSED.sumUpdateAt;
    this.columnKernel = null;
    this.at = 0;
  }

  /** What `using` calls: the same as `dispose`. */
  [Symbol.dispose](): void {
    this.dispose();
  }

  /**
   * The step of a calculator over single values.
   * @param rows its kernel, for values without times
   * @param timed what takes a value and its time where the calculator goes by time
   */
  protected stepOf(rows: Update, timed: UpdatePair | null): Step {
    const take: Step = timed === null ? rows : (_, x, timeUs) => timed(this.at, x, timeUs);
    if (!this.isStrict) return take;
    return (at, x, timeUs) => (Math.abs(x) <= this.largest ? take(at, x, timeUs) : this.refuse(x));
  }

  /**
   * Sends a staged column through the kernel of a calculator.
   * @returns false where it must go the ordinary way
   */
  protected static takeStaged(made: Calculator, from: number, to: number, count: number): boolean {
    made.columnKernel?.(made.at, from, to, count);
    return made.columnKernel !== null;
  }

  /** The record's fields. */
  protected record<L extends RecordLayout>(layout: L): RecordView<L> {
    return new RecordView(new DataView(this.memory.memory.buffer), layout, this.at);
  }

  /** Moves the record into more room; what is new is 0. */
  protected enlarge(bytes: number): void {
    const size = Math.ceil(bytes / 8) * 8;
    const next = this.memory.take(size);
    this.memory.u8.fill(0, next, next + size);
    this.memory.u8.copyWithin(next, this.at, this.at + this.#bytes);
    forgotten.unregister(this);
    this.memory.give(this.at);
    this.at = next;
    this.#bytes = size;
    forgotten.register(this, { memory: this.memory, at: next }, this);
  }

  /** @throws {RangeError} always: an input of a strict calculator that is no finite number */
  protected refuse(x: number, index?: number): never {
    const where = index === undefined ? "the value" : `value ${index}`;
    const bound = this.largest < Number.MAX_VALUE ? ` and within ${this.largest}` : "";
    throw new RangeError(
      `volume-imbalance/${this.who}: ${where} must be finite${bound}, was ${x}; ` +
        'nan: "skip" leaves such values out',
    );
  }

  /**
   * Sends columns through a kernel.
   * @param outs outputs that were given, or undefined; new ones are made in their place
   */
  protected through(
    inputs: readonly Input[],
    outs: readonly (Float64Array | undefined)[],
    call: KernelCall,
  ): Float64Array[] {
    this.kernels.heapBaseAt();
    const length = checkInputs(this.who, inputs);
    const outputs = outs.map((out) => outputFor(this.who, out, length));
    if (this.isStrict) this.#refuseUnknown(inputs);
    throughKernel(this.memory, inputs, outputs, call);
    return outputs;
  }

  #refuseUnknown(inputs: readonly Input[]): void {
    for (const input of inputs) {
      const column = input instanceof Column ? input.values : input;
      for (let index = 0; index < column.length; index++) {
        if (!(Math.abs(column[index]) <= this.largest)) this.refuse(column[index], index);
      }
    }
  }

  #take(state: Uint8Array): boolean {
    if (state.length < this.#bytes) return false;
    if (state.length > this.#bytes) this.enlarge(state.length);
    this.memory.u8.set(state, this.at);
    return true;
  }
}

/** Does `work` with a calculator that is used once. */
export function computeOnce<C extends Calculator, R>(calculator: C, work: (made: C) => R): R {
  try {
    return work(calculator);
  } finally {
    calculator.dispose();
  }
}
