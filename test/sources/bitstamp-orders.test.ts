/** The table of live orders is a map that forgets nothing and keeps nothing. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { OrderTable } from "../../bindings/sources/bitstamp/order-table.ts";

/** Ids that differ in their low or in their high halves; enough of them to meet in a slot. */
const anyId = fc.oneof(
  fc.nat(300),
  fc.nat(300).map((n) => n * 2 ** 32),
  fc.nat(300).map((n) => 2 ** 51 + n * 4096),
);
const anyStep = fc.tuple(fc.constantFrom("put", "remove"), anyId);
const steps = fc.array(anyStep, { minLength: 1000, maxLength: 2000 });

function holdsTheSame(table: OrderTable, model: ReadonlyMap<number, number>): void {
  expect(table.size).toBe(model.size);
  for (const [id, lots] of model) expect(table.lots[table.find(id)]).toBe(lots);
}

test("finds what a map finds, through any puts and removals", () => {
  fc.assert(
    fc.property(steps, (drawn) => {
      const table = new OrderTable();
      const model = new Map<number, number>();
      for (const [index, [what, id]] of drawn.entries()) {
        if (what === "put") {
          const slot = table.put(id);
          table.lots[slot] = index;
          model.set(id, index);
        } else {
          const slot = table.find(id);
          expect(slot >= 0).toBe(model.delete(id));
          if (slot >= 0) table.remove(slot);
        }
      }
      holdsTheSame(table, model);
    }),
    { numRuns: 20 },
  );
});

test("grows with the orders alive, not with those that ever were", () => {
  const table = new OrderTable();
  const model = new Map<number, number>();
  for (let id = 0; id < 100_000; id++) {
    table.put(id * 1024);
    if (id >= 400) table.remove(table.find((id - 400) * 1024));
  }
  expect(table.size).toBe(400);
  expect(table.prices.length).toBe(1024);
  table.clear();
  for (let id = 0; id < 5000; id++) {
    const slot = table.put(id);
    table.lots[slot] = id;
    model.set(id, id);
  }
  holdsTheSame(table, model);
  expect(table.prices.length).toBe(16_384);
});
