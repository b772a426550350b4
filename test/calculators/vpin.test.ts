/** VPIN: bulk classification, buckets that one trade fills by the thousand, bounds. */
import { describe, expect, test } from "vitest";
import { Vpin, type VpinOptions } from "../../bindings/calculators/index.ts";
import { Random } from "../helpers/random.ts";
import { prices } from "./series.ts";

/** Probability below `x` of a standard normal number, by integrating the density with Simpson. */
function normal(x: number): number {
  const steps = 4000;
  const width = x / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((i * width) ** 2) / 2);
  }
  return 0.5 + (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

function sampleDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

describe("bulk classification", () => {
  test("takes the normal distribution of a change, to 1e-13", () => {
    for (const z of [0, 0.3, -0.3, 1, -2.5, 4, -6.9, 7.2, -8, 50]) {
      const made = new Vpin({ bucketVolume: 1, buckets: 1, classify: "bulk", sigma: 2 });
      made.update(1, 0);
      const share = Math.abs(z) < 20 ? normal(z) : z > 0 ? 1 : 0;
      expect(made.update(1, 2 * z)).toBeCloseTo(Math.abs(1 - 2 * share), 13);
    }
  });

  test("takes sigma of the changes before, and leaves bars out until it is known", () => {
    const price = prices(300);
    const made = new Vpin({ bucketVolume: 1, buckets: 1, classify: "bulk", sigmaWindow: 20 });
    const changes: number[] = [];
    for (let i = 0; i < price.length; i++) {
      const found = made.update(1, price[i]);
      if (i === 0) continue;
      const change = price[i] - price[i - 1];
      const sigma = changes.length < 20 ? NaN : sampleDeviation(changes.slice(-20));
      if (Number.isNaN(sigma)) expect(found).toBeNaN();
      else expect(found).toBeCloseTo(Math.abs(1 - 2 * normal(change / sigma)), 12);
      changes.push(change);
    }
    expect(made.closed).toBe(279);
  });

  test("a price that does not move is bought by half", () => {
    const made = new Vpin({ bucketVolume: 1, buckets: 2, classify: "bulk", sigmaWindow: 5 });
    for (let i = 0; i < 30; i++) made.update(1, 100.1);
    expect(made.value).toBe(0);
    expect(made.update(1, 100.2)).toBe(0.5);
  });
});

describe("buckets", () => {
  test("one trade may fill a million million of them", () => {
    const made = new Vpin({ bucketVolume: 2, buckets: 10 });
    expect(made.update(1, -1)).toBeNaN();
    expect(made.update(2e12 + 2, 1)).toBe(1);
    expect(made.closed).toBe(1e12 + 1);
    expect(made.update(1, -1)).toBe(0.9);
  });

  test("never leave [0, 1], and trades without a side are half and half", () => {
    const random = new Random(8);
    const made = new Vpin({ bucketVolume: 0.7, buckets: 7 });
    for (let i = 0; i < 20_000; i++) {
      const found = made.update(random.next() * 2, random.integer(-1, 1));
      if (i > 100) expect(found >= 0 && found <= 1 + 1e-15).toBe(true);
    }
    const still = new Vpin({ bucketVolume: 1, buckets: 3 });
    expect(still.update(3, 0)).toBe(0);
  });

  test("options and columns that are not valid are refused", () => {
    const wrong = [
      {},
      { bucketVolume: 0 },
      { bucketVolume: 1, buckets: 0 },
      { bucketVolume: 1, sigma: -1 },
      { bucketVolume: 1, classify: "tick" },
      { bucketVolum: 1 },
    ];
    for (const options of wrong) expect(() => new Vpin(options as VpinOptions)).toThrow(RangeError);
    expect(() => new Vpin({ bucketVolume: 1 }).process({ size: [1], price: [1] })).toThrow(
      TypeError,
    );
  });
});
