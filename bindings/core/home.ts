/**
 * Where an engine lives: its state and its table in one linear memory. Makes room when the core
 * asks for it and moves house when a memory is full; what the engine knows never changes by it.
 */
import type { CoreMemory } from "./core-memory.ts";
import { EngineState } from "./layout.ts";
import { MemoryFullError } from "./linear-memory.ts";
import type { CheckedOptions } from "./options.ts";
import { type Plan, planEngine } from "./plan.ts";
import { RecordView } from "./record.ts";
import type { Runtime } from "./runtime.ts";
import { ROW_COLUMNS, SignalTable } from "./signal-table.ts";
import { tableBytes } from "./table-plan.ts";

/** Room lost to alignment when several blocks are reserved. */
const SLACK_BYTES = 256;

export class EngineHome {
  readonly table: SignalTable;
  memory: CoreMemory;
  /** Address of the state. */
  state: number;
  plan: Plan;
  isOpen = true;
  readonly #runtime: Runtime;

  /** @param capacities records of the growing blocks, as an earlier plan had them */
  constructor(runtime: Runtime, options: CheckedOptions, capacities?: readonly number[]) {
    const { columns } = options;
    const rows = options.capacity.rows;
    this.#runtime = runtime;
    this.plan = planEngine(options, capacities);
    const forTable = tableBytes(columns.length + ROW_COLUMNS.length, rows);
    this.memory = this.#memoryWith(this.plan.bytes + forTable);
    this.state = this.#settle(this.plan);
    this.table = new SignalTable(this.memory, columns, rows);
    this.memory.core.resetAt(this.state);
  }

  /** Doubles the block that is full. */
  growBlock(block: number): void {
    const plan = this.plan.grow(block);
    this.#withMemory(() => {
      const next = this.#settle(plan);
      this.memory.core.relocateAt(this.state, next);
      this.memory.arena.free(this.state);
      this.state = next;
    });
    this.plan = plan;
  }

  /** Makes room in the table without losing unread rows. */
  growTable(): void {
    this.#withMemory(() => this.table.makeRoom());
  }

  /** Bytes beside the state for a short while; free them in the memory's arena. */
  scratch(bytes: number): { memory: CoreMemory; address: number } {
    let address = -1;
    this.#withMemory(() => {
      address = this.memory.reserve(bytes);
    });
    return { memory: this.memory, address };
  }

  /** A field of the engine's record. */
  field(name: keyof typeof EngineState.fields): number {
    const view = new DataView(this.memory.memory.buffer);
    return new RecordView(view, EngineState, this.state).get(name);
  }

  /** The state's bytes, valid until the memory grows or the engine moves. */
  bytes(): Uint8Array {
    return this.memory.u8.subarray(this.state, this.state + this.plan.bytes);
  }

  /** Gives the memory back. */
  release(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.memory.arena.free(this.state);
    this.table.free();
  }

  /** Reserves and writes the planned part of a state. */
  #settle(plan: Plan): number {
    const address = this.memory.reserve(plan.bytes);
    this.memory.u8.fill(0, address, address + plan.bytes);
    plan.write(new DataView(this.memory.memory.buffer), address);
    return address;
  }

  /** Runs `work`, in another memory if this one is full. */
  #withMemory(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof MemoryFullError)) throw error;
      this.#moveHouse(error.bytes);
      work();
    }
  }

  #moveHouse(bytesNeeded: number): void {
    const { memory, state } = this;
    const { bytes } = this.plan;
    const next = this.#memoryWith(bytes + this.table.bytes + bytesNeeded);
    const target = next.reserve(bytes);
    next.u8.set(memory.u8.subarray(state, state + bytes), target);
    this.table.moveTo(next);
    memory.arena.free(state);
    this.memory = next;
    this.state = target;
  }

  /** A memory in which `bytes` are free. */
  #memoryWith(bytes: number): CoreMemory {
    const { memory, address } = this.#runtime.allocate(bytes + SLACK_BYTES);
    memory.arena.free(address);
    return memory;
  }
}
