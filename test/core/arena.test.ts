/** The arena hands out disjoint blocks, takes them back, and never loses a byte. */
import { expect, test } from "vitest";
import { Arena } from "../../bindings/core/arena.ts";
import { Random } from "../helpers/random.ts";

const PAGE = 65536;

function arenaOf(pages: number, maximumPages: number, start = 0): Arena {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: maximumPages });
  return new Arena(memory, start, maximumPages * PAGE);
}

test("blocks are aligned to 64 bytes and lie above the start", () => {
  const arena = arenaOf(1, 1, 1001);
  for (const bytes of [1, 63, 64, 65, 0]) {
    const address = arena.allocate(bytes);
    expect(address % 64).toBe(0);
    expect(address).toBeGreaterThanOrEqual(1001);
  }
  expect(arena.usedBytes).toBe(6 * 64);
});

test.each([
  ["forwards", [0, 1, 2]],
  ["backwards", [2, 1, 0]],
  ["outer ones first", [0, 2, 1]],
])("neighbours freed %s become one hole that is used again", (_, order) => {
  const arena = arenaOf(1, 1);
  const quarter = PAGE / 4;
  const blocks = [quarter, quarter, quarter, quarter].map((bytes) => arena.allocate(bytes));
  for (const index of order) arena.free(blocks[index]);
  expect(arena.allocate(3 * quarter)).toBe(blocks[0]);
  expect(arena.allocate(1)).toBe(-1);
});

test("100,000 random allocations and frees leave memory where it was", () => {
  const arena = arenaOf(16, 64);
  const random = new Random(5);
  const whole = 15 * PAGE;
  const living: { address: number; bytes: number }[] = [];
  let used = 0;
  for (let step = 0; step < 100_000; step++) {
    const bytes = random.integer(1, 4000);
    const address = living.length < 100 ? arena.allocate(bytes) : -1;
    if (address >= 0) {
      living.push({ address, bytes: Math.ceil(bytes / 64) * 64 });
      used += Math.ceil(bytes / 64) * 64;
    }
    if (living.length > 50 || address < 0) {
      const [gone] = living.splice(random.integer(0, living.length - 1), 1);
      arena.free(gone.address);
      used -= gone.bytes;
    }
  }
  expect(arena.usedBytes).toBe(used);
  for (const { address } of living) arena.free(address);
  expect(arena.usedBytes).toBe(0);
  expect(arena.memory.buffer.byteLength).toBe(16 * PAGE);
  expect(arena.allocate(whole)).toBe(0);
});

test("no two living blocks overlap", () => {
  const arena = arenaOf(1, 64);
  const random = new Random(6);
  const owner = new Uint8Array(64 * 1024);
  const living = new Map<number, number>();
  for (let step = 0; step < 5000; step++) {
    if (living.size > 40 && random.chance(0.6)) {
      const address = random.pick([...living.keys()]);
      owner.fill(0, address / 64, address / 64 + (living.get(address) ?? 0));
      living.delete(address);
      arena.free(address);
      continue;
    }
    const units = random.integer(1, 60);
    const address = arena.allocate(units * 64);
    if (address < 0) continue;
    const room = owner.subarray(address / 64, address / 64 + units);
    expect(room.every((byte) => byte === 0)).toBe(true);
    room.fill(1);
    living.set(address, units);
  }
});

test("memory grows to its maximum and then refuses", () => {
  const arena = arenaOf(1, 10);
  let blocks = 0;
  while (arena.allocate(PAGE / 2) >= 0) blocks++;
  expect(blocks).toBe(20);
  expect(arena.memory.buffer.byteLength).toBe(10 * PAGE);
  expect(arena.usedBytes).toBe(10 * PAGE);
  expect(arena.allocate(1)).toBe(-1);
});

test("a block larger than the maximum is refused without growth", () => {
  const arena = arenaOf(1, 10);
  expect(arena.allocate(10 * PAGE + 1)).toBe(-1);
  expect(arena.memory.buffer.byteLength).toBe(PAGE);
  expect(arena.usedBytes).toBe(0);
});

test("a block may take the tail of the old memory and the grown part", () => {
  const arena = arenaOf(1, 4);
  arena.allocate(64);
  expect(arena.allocate(2 * PAGE)).toBe(64);
});

test("an address that is not a block is not freed", () => {
  const arena = arenaOf(1, 1);
  const address = arena.allocate(128);
  arena.free(address + 64);
  arena.free(address);
  arena.free(address);
  expect(arena.usedBytes).toBe(0);
  expect(arena.allocate(PAGE)).toBe(0);
});
