/** Every column that there is says its unit, its sign rule and what it is. */
import { expect, it } from "vitest";
import { sampleColumns } from "../../bindings/core/catalog.ts";
import { describeColumn } from "../../bindings/outputs/column-facts.ts";
import { VERSION } from "../../bindings/outputs/version.ts";
import manifest from "../../package.json" with { type: "json" };

const CHARTS = [
  ...["score", "level", "center", "sigma", "upper", "lower", "alarm"].map((f) => `ewma.ofi.${f}`),
  ...["", ".up", ".down", ".alarm", ".run", ".shift"].map(
    (field) => `cusum.zScore.ofi_256${field}`,
  ),
];

it("the version is the one of the package", () => {
  expect(VERSION).toBe(manifest.version);
});

it.each([...sampleColumns(), ...CHARTS])("%s", (name) => {
  const { unit, sign, definition } = describeColumn(name);
  expect(unit).toMatch(/^(?!other|undefined|.*X)\S/);
  expect(sign).toMatch(/^(none|(positive|negative) = [a-z ]+)$/);
  expect(definition).toMatch(/^(?!.*\bX\b)\S/);
});

it.each([
  ["depthImbalance_5", "ratio", "positive = buyers"],
  ["bid", "price", "none"],
  ["bookSkew", "log ratio", "positive = buyers"],
  ["rollingVariance.ofi_256", "size^2", "none"],
  ["zScore.ofi_256", "sigmas", "positive = buyers"],
  ["zScore.spreadBps_256", "sigmas", "negative = crossed"],
  ["ewmScore.bidSize", "sigmas", "positive = above its mean"],
  ["ewma.ofi.upper", "size", "positive = buyers"],
  ["cusum.ofi_1s.run", "rows", "positive = buyers"],
])("%s is in %s, %s", (name, unit, sign) => {
  expect(describeColumn(name)).toMatchObject({ name, unit, sign });
});

it("a derived column names what it follows", () => {
  expect(describeColumn("ewma.zScore.ofi_1s_256.score").definition).toBe(
    "EWMA chart of zScore.ofi_1s_256: level less center",
  );
});
