/** Many calculators in one memory: made, used, disposed of, forgotten. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { RollingMean, RollingQuantile, ZScore } from "../../bindings/calculators/index.ts";
import { seriesMemory } from "../../bindings/core/series/memory.ts";
import { Random } from "../helpers/random.ts";

test("100,000 made and disposed of in any order leave the memory as it was", () => {
  const { arena, memory } = seriesMemory();
  const random = new Random(5);
  const used = arena.usedBytes;
  let bytes = 0;
  for (let round = 0; round < 4; round++) {
    const made = Array.from(
      { length: 25_000 },
      (_, index) => new RollingMean({ window: 1 + (index % 50) }),
    );
    while (made.length > 0) {
      const at = random.integer(0, made.length - 1);
      made[at].dispose();
      made[at] = made[made.length - 1];
      made.pop();
    }
    expect(arena.usedBytes).toBe(used);
    if (round === 0) bytes = memory.buffer.byteLength;
  }
  expect(memory.buffer.byteLength).toBe(bytes);
});

test("thousands live side by side, each with its own values", () => {
  const many = Array.from({ length: 5000 }, (_, index) => [
    new RollingMean({ window: 2 + (index % 7) }),
    new ZScore({ window: 20 }),
    new RollingQuantile({ window: 5, q: 0.5 }),
  ]);
  for (let i = 0; i < 30; i++) {
    for (const [index, few] of many.entries()) for (const one of few) one.update(index + (i % 2));
  }
  for (const [index, [mean, , median]] of many.entries()) {
    const window = 2 + (index % 7);
    const ones = Math.ceil(window / 2);
    expect(mean.value).toBeCloseTo(index + ones / window, 9);
    expect(median.value).toBe(index + 1);
  }
  for (const few of many) for (const one of few) one.dispose();
});

const FORGETFUL = `
import { RollingMean, Column } from "./bindings/calculators/index.ts";
import { seriesMemory } from "./bindings/core/series/memory.ts";
const { arena } = seriesMemory();
const before = arena.usedBytes;
for (let i = 0; i < 20000; i++) new RollingMean({ window: 30 }).update(i);
for (let i = 0; i < 20; i++) new Column(10000);
const most = arena.usedBytes;
for (let i = 0; i < 100 && arena.usedBytes > before; i++) {
  globalThis.gc();
  await new Promise((done) => setTimeout(done, 20));
}
console.log(JSON.stringify({ before, most, after: arena.usedBytes }));
`;

test("what is forgotten is given back", () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--expose-gc", "--import", "tsx", "--input-type=module", "--eval", FORGETFUL],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  const { before, most, after } = JSON.parse(stdout);
  expect(most).toBeGreaterThan(before + 1e6);
  expect(after).toBe(before);
});
