/** No options object harms a runtime: it is taken, or refused with a typed error and a sentence. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngineSync, FormatError, OrderError } from "../../bindings/index.ts";
import { core } from "../helpers/implementation.ts";
import { market } from "../helpers/market.ts";

const SEED = Number(process.env.VI_SEED ?? 20_240_508);
const TYPED = [TypeError, RangeError, FormatError, OrderError];

const odd = fc.oneof(
  fc.anything(),
  fc.double(),
  fc.integer(),
  fc.constantFrom("", "message", "10", "0", "-1", "100ms", "0ms", "5vol", "1e9vol", "ofi", "x_y"),
);
const signal = fc.oneof(
  fc.constantFrom(
    "ofi",
    "ofi_",
    "ofi_1s_1s",
    "depthImbalance_0",
    "depthImbalance_-5",
    "depthImbalance_1e9",
    "zScore.",
    "zScore.ofi",
    "zScore.zScore.zScore.ofi_3_3_3",
    "rollingMean.ofi_1e12",
    "ewma.nothing.score",
    "cusum.ofi.sideways",
    "__proto__",
    "constructor",
    "toString_5",
  ),
  fc.string(),
);
const chart = fc.oneof(
  fc.constantFrom(
    "ofi:ewma",
    "ofi:ewma,lambda=2",
    "ofi:ewma,lambda=NaN",
    "ofi:ewma,baseline=ewm:0",
    "ofi:ewma,baseline=phase1:1",
    "ofi:cusum,h=-1",
    "ofi:cusum,k",
    "ofi:shewhart",
    ":ewma",
    "ofi:ewma,baseline=fixed:0:0",
  ),
  fc.string(),
);
const options = fc.record(
  {
    tickSize: fc.oneof({ weight: 4, arbitrary: fc.constant(0.5) }, { weight: 1, arbitrary: odd }),
    lotSize: odd,
    contract: odd,
    multiplier: odd,
    instrument: odd,
    tickSizes: odd,
    every: odd,
    signals: fc.oneof(fc.array(signal), odd),
    charts: fc.oneof(fc.array(chart), odd),
    book: odd,
    ladderTicks: odd,
    session: fc.oneof(odd, fc.record({ open: odd, close: odd, utcOffsetMinutes: odd })),
    skipEmpty: odd,
    strict: odd,
    maxReversalMs: odd,
    maxSilenceMs: odd,
  },
  { requiredKeys: [] },
);

function attempt(value: unknown): void {
  try {
    createEngineSync(value as Parameters<typeof createEngineSync>[0]).dispose();
  } catch (error) {
    expect(
      TYPED.some((type) => error instanceof type),
      String(error),
    ).toBe(true);
    expect((error as Error).message).toMatch(/^volume-imbalance\/[\w.-]+: .*\w/s);
  }
}

test(`odd options are taken or refused with a sentence, seed ${SEED}`, { timeout: 60_000 }, () => {
  fc.assert(fc.property(options, attempt), { seed: SEED, numRuns: 1500 });
});

test(`anything in the place of options is refused with a sentence, seed ${SEED}`, () => {
  fc.assert(fc.property(fc.anything(), attempt), { seed: SEED, numRuns: 500 });
});

test("one wrong option at a time is refused by its name", () => {
  const wrong = {
    tickSize: [0, -1, Number.NaN, Number.POSITIVE_INFINITY, "0.5", null],
    lotSize: [0, -1, Number.NaN, "1"],
    contract: ["linearly", 1],
    every: ["sometimes", "0", "-5", "0ms", "0vol", 10, ""],
    book: ["table", 3],
    ladderTicks: [0, -64, 1.5, Number.NaN, "64"],
    signals: ["nothing", ["ofi", "nothing"], [7], 7],
    charts: [["nothing:ewma"], ["ofi:nothing"], "ofi", [1]],
    instrument: [-1, 1.5, "a", 2 ** 33],
    multiplier: [0, -1, "a"],
    maxSilenceMs: [-1, Number.NaN, "a"],
    maxReversalMs: [-1, Number.NaN, "a"],
    tickSizes: [3, [3], [{ fromUs: "x", tickSize: 1 }]],
    session: [{ open: "25:00", close: "26:00" }, { open: 9, close: 17 }, "09:00-17:00"],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const make = () => createEngineSync({ tickSize: 0.5, [name]: value } as never).dispose();
      expect(make, `${name}: ${JSON.stringify(value)}`).toThrow(/^volume-imbalance\//);
    }
  }
});

test("refused options leave the runtime able to make engines", () => {
  const ticks = market({ seed: 4, messages: 100 });
  const rows = () => core.run(ticks, { tickSize: 0.5, lotSize: 0.25 }, ["bid", "ofi"]);
  const before = rows();
  for (let i = 0; i < 200; i++) attempt({ tickSize: 0.5, signals: ["ofi", "nothing"] });
  expect(rows()).toEqual(before);
});
