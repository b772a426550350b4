/**
 * Memories with an instance of the core over each, shared by many engines. A further memory is
 * opened when the first are full; engines never notice.
 */
import { CoreMemory, STAGED_TICKS } from "./core-memory.ts";
import { inlinedCoreBytes } from "./module.ts";
import { type BatchStorage, TickBatch } from "./tick-batch.ts";

const PAGE_BYTES = 65536;
/** Room for ticks on their way in and a small engine. */
const LEAST_BYTES = 4 * PAGE_BYTES;

/** Where linear memory comes from and how much of it there may be. */
export interface RuntimeOptions {
  /**
   * Compiled core, for pages that must not compile inlined bytes
   * (`volume-imbalance/core.wasm`).
   */
  module?: WebAssembly.Module;
  /** Memory to begin with; default 256 KiB, grown as needed. */
  initialBytes?: number;
  /** Size up to which one memory grows before a further one is opened; default 1 GiB. */
  maximumBytes?: number;
  /** Memory that threads can share; needs the `module` of the shared build, see `shared.ts`. */
  isShared?: boolean;
}

/** Where engines live. One per process is enough (`defaultRuntime`). */
export class Runtime {
  readonly #module: WebAssembly.Module;
  readonly #initialPages: number;
  readonly #maximumBytes: number;
  readonly #isShared: boolean;
  readonly #memories: CoreMemory[] = [];

  constructor(options: RuntimeOptions = {}) {
    this.#module = options.module ?? new WebAssembly.Module(inlinedCoreBytes());
    this.#maximumBytes = checkBytes("maximumBytes", options.maximumBytes ?? 2 ** 30);
    this.#isShared = options.isShared ?? false;
    const standard = this.#isShared ? this.#maximumBytes : LEAST_BYTES;
    const initial = checkBytes("initialBytes", options.initialBytes ?? standard);
    this.#initialPages = Math.ceil(Math.min(initial, this.#maximumBytes) / PAGE_BYTES);
  }

  /** Compiles the core without blocking. */
  static async create(options: RuntimeOptions = {}): Promise<Runtime> {
    const module = options.module ?? (await WebAssembly.compile(inlinedCoreBytes()));
    return new Runtime({ ...options, module });
  }

  /** Bytes in use by engines and batches. */
  get usedBytes(): number {
    return this.#memories.reduce((sum, memory) => sum + memory.arena.usedBytes, 0);
  }

  /** Bytes of all linear memories. */
  get memoryBytes(): number {
    return this.#memories.reduce((sum, { memory }) => sum + memory.buffer.byteLength, 0);
  }

  /** Number of linear memories. */
  get memories(): number {
    return this.#memories.length;
  }

  /** A batch whose records lie in linear memory: pushing it to an engine there copies nothing. */
  createBatch(capacity = STAGED_TICKS): TickBatch {
    return new TickBatch(capacity, new LinearStorage(this));
  }

  /**
   * Reserves bytes, opening a further memory if no other has room.
   * @param preferred memory to try first
   * @throws {RangeError} if they exceed `maximumBytes`
   * @internal
   */
  allocate(bytes: number, preferred?: CoreMemory): { memory: CoreMemory; address: number } {
    const candidates = preferred ? [preferred, ...this.#memories] : this.#memories;
    for (const memory of candidates) {
      const address = memory.arena.allocate(bytes);
      if (address >= 0) return { memory, address };
    }
    const memory = this.#open();
    const address = memory.arena.allocate(bytes);
    if (address >= 0) return { memory, address };
    this.#memories.pop();
    throw new RangeError(
      `volume-imbalance/runtime.allocate: ${bytes} bytes do not fit in one linear memory of ` +
        `${this.#maximumBytes} bytes; give the Runtime a larger maximumBytes`,
    );
  }

  #open(): CoreMemory {
    const maximum = Math.ceil(this.#maximumBytes / PAGE_BYTES);
    const shared = this.#isShared;
    const memory = new WebAssembly.Memory({ initial: this.#initialPages, maximum, shared });
    const opened = new CoreMemory(this.#module, memory, this.#maximumBytes);
    this.#memories.push(opened);
    return opened;
  }
}

function checkBytes(name: string, bytes: number): number {
  if (!Number.isFinite(bytes) || bytes < LEAST_BYTES || bytes > 2 ** 32) {
    throw new RangeError(
      `volume-imbalance/runtime: ${name} must lie between ${LEAST_BYTES} and 2^32, was ${bytes}`,
    );
  }
  return bytes;
}

class LinearStorage implements BatchStorage {
  readonly #runtime: Runtime;
  #memory: CoreMemory | undefined;
  #address = -1;
  #bytes = 0;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  resize(bytes: number, keepBytes: number): void {
    const next = this.#runtime.allocate(bytes, this.#memory);
    if (this.#memory) {
      const kept = this.#memory.u8.subarray(this.#address, this.#address + keepBytes);
      next.memory.u8.set(kept, next.address);
      this.#memory.arena.free(this.#address);
    }
    this.#memory = next.memory;
    this.#address = next.address;
    this.#bytes = bytes;
  }

  view() {
    const buffer = this.#memory ? this.#memory.memory.buffer : new ArrayBuffer(0);
    return { buffer, byteOffset: Math.max(this.#address, 0), byteLength: this.#bytes };
  }

  free(): void {
    this.#memory?.arena.free(this.#address);
    this.#memory = undefined;
    this.#address = -1;
    this.#bytes = 0;
  }
}

let shared: Runtime | undefined;

/** The runtime of engines that name no other. */
export function defaultRuntime(): Runtime {
  shared ??= new Runtime();
  return shared;
}

/** The same, compiled without blocking where it is the first. */
export async function loadDefaultRuntime(): Promise<Runtime> {
  if (shared === undefined) {
    const loaded = await Runtime.create();
    shared ??= loaded;
  }
  return shared;
}
