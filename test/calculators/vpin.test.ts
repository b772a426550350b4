/** VPIN: bulk classification, buckets that one trade fills by the thousand, bounds. */
import { describe, expect, test } from "vitest";
import { Vpin, type VpinOptions } from "../../bindings/calculators/index.ts";
import { Random } from "../helpers/random.ts";
import { normalBelow, studentBelow } from "../naive/distributions.ts";
import { prices } from "./series.ts";

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
      const share = Math.abs(z) < 20 ? normalBelow(z) : z > 0 ? 1 : 0;
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
      else expect(found).toBeCloseTo(Math.abs(1 - 2 * normalBelow(change / sigma)), 12);
      changes.push(change);
    }
    expect(made.closed).toBe(279);
  });

  test("is as new after a reset, and continues from a snapshot", () => {
    const columns = { price: prices(300), size: prices(300).map((x) => x % 3) };
    const options = { bucketVolume: 2, buckets: 3, classify: "bulk", sigmaWindow: 20 } as const;
    const made = new Vpin(options);
    const fresh = made.process(columns);
    made.reset();
    expect([made.count, made.closed, made.value]).toEqual([0, 0, NaN]);
    expect(made.process(columns)).toEqual(fresh);
    const again = Vpin.restore(made.snapshot());
    expect(again.process(columns)).toEqual(made.process(columns));
  });

  test("a price that does not move is bought by half, its first move by all or none", () => {
    for (const next of [100.2, 100]) {
      const made = new Vpin({ bucketVolume: 1, buckets: 2, classify: "bulk", sigmaWindow: 5 });
      for (let i = 0; i < 30; i++) made.update(1, 100.1);
      expect(made.value).toBe(0);
      expect(made.update(1, next)).toBe(0.5);
    }
  });
});

/** What VPIN is after one bar of `z` sigmas. */
function imbalanceOf(z: number, degreesOfFreedom: number): number {
  const options = { bucketVolume: 1, buckets: 1, sigma: 2, degreesOfFreedom };
  using made = new Vpin({ ...options, classify: "bulk" });
  made.update(1, 0);
  return made.update(1, 2 * z);
}

describe("bulk classification by Student's t", () => {
  const distances = [0, 1e-9, 0.01, 0.3, 0.5, 0.999, 1, 1.001, 2.2, 3, 5, 8.3, 10, 33, 1e3, 1e7];
  const signed = distances.flatMap((z) => [z, -z]);

  test.each([0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 5, 30, 107, 109, 300, 1000])(
    "of %d degrees of freedom is the integral of its density, to 1e-13",
    (degrees) => {
      for (const z of [...signed, Math.sqrt(degrees), 1.001 * Math.sqrt(degrees)]) {
        const expected = Math.abs(1 - 2 * studentBelow(z, degrees));
        expect(Math.abs(imbalanceOf(z, degrees) - expected)).toBeLessThan(1e-13);
      }
    },
  );

  test("is the arc tangent of 1 degree, algebra of 2, nearly normal of many", () => {
    for (const z of distances) {
      const normal = 2 * normalBelow(Math.min(z, 20)) - 1;
      // the first term of the expansion of A. Fisher, "Expansion of Student's Integral"
      const slope = Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2) * (z ** 3 + z);
      const forms = [
        [1, (2 / Math.PI) * Math.atan(z)],
        [2, z / Math.sqrt(2 + z * z)],
        [1e8, normal - slope / 4e8],
        [1e16, normal],
        [1e300, normal],
      ];
      for (const [degrees, expected] of forms) {
        expect(Math.abs(imbalanceOf(z, degrees) - expected)).toBeLessThan(3e-14);
      }
    }
  });

  test("hardly tells of next to no degrees, is sure where a change overflows", () => {
    expect(imbalanceOf(1e300, 1e-300)).toBeCloseTo(0, 14);
    expect(imbalanceOf(-1e-300, 5e-324)).toBeCloseTo(0, 14);
    const made = new Vpin({
      bucketVolume: 1,
      buckets: 1,
      classify: "bulk",
      sigma: 5e-324,
      degreesOfFreedom: 0.25,
    });
    made.update(1, 0);
    expect(made.update(1, -1)).toBe(1);
  });

  test("grows with the change, and sees both sides alike", () => {
    for (const degrees of [0.25, 3, 107.9, 1e6]) {
      let before = 0;
      for (let z = 0; z < 30; z += 0.01) {
        const found = imbalanceOf(z, degrees);
        expect(Math.abs(found - imbalanceOf(-z, degrees))).toBeLessThan(4e-16);
        expect(found).toBeGreaterThanOrEqual(before - 2e-14);
        before = found;
      }
    }
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
      { bucketVolume: 1, degreesOfFreedom: 0.25 },
      { bucketVolume: 1, classify: "bulk", degreesOfFreedom: 0 },
      { bucketVolume: 1, classify: "bulk", degreesOfFreedom: Infinity },
      { bucketVolum: 1 },
    ];
    for (const options of wrong) expect(() => new Vpin(options as VpinOptions)).toThrow(RangeError);
    expect(() => new Vpin({ bucketVolume: 1 }).process({ size: [1], price: [1] })).toThrow(
      TypeError,
    );
  });
});
