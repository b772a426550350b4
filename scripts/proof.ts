/**
 * Proofs on real data, a line for each: what was expected, what was found.
 *
 *   npm run proof                   exit code 1 if one does not hold
 *   npm run proof -- --markdown     writes docs/evidence.md besides
 *
 * The data lie beside the project (`VI_SHARED`, default ../shared) and are not part of it; what is
 * absent is said. Order flow explains the move of its own interval and hardly any of the next: both
 * figures stand together.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sharedPath } from "../test/helpers/shared.ts";
import { PROOFS } from "../test/sources/proofs/all.ts";
import { holds, type NamedProof, type Proof } from "../test/sources/proofs/proof.ts";
import { root } from "./project.ts";

const PAGE = "docs/evidence.md";
const HEAD = `# Evidence

What the readers and the engine show on real data. \`npm run proof\` prints a line for each of
these, \`npm run proof -- --markdown\` writes this page. The data are not part of the project; where
they are absent, that is said. Each proof is a test, too: \`test/sources/proofs/\`.

Order flow imbalance explains a good part of the price move of its own interval, as others found on
the same recordings (R2, to within 0.01), and less than 0.05 of the move of the interval after it;
that figure stands beside every other. It explains, it does not forecast. For Binance the quotes
stand at the time of their receipt because that gives the figures of the others; the time of the
exchange gives up to 0.08 more or less. How all is computed, and what it hangs on, is written in
\`test/sources/proofs/order-flow.ts\`.

| proof | expected | found | |
|---|---|---|---|
`;

interface Line {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  readonly verdict: "ok" | "MISMATCH" | "absent";
}

/** Long lists of rows are cut. */
function words(record: Readonly<Record<string, unknown>>): string {
  const text = Object.entries(record)
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
  return text.length > 240 ? `${text.slice(0, 237)}...` : text;
}

/** The same figures, in the order of the expected ones. */
function inOrderOf(expected: Proof["expected"], found: Proof["found"]): Proof["found"] {
  const names = Object.keys(expected);
  const place = ([name]: [string, unknown]): number => names.indexOf(name);
  return Object.fromEntries(Object.entries(found).sort((a, b) => place(a) - place(b)));
}

async function lineOf({ name, needs, run }: NamedProof): Promise<Line> {
  const paths: string[] = [];
  for (const need of needs) {
    const path = sharedPath(need);
    if (path === null) return { name, expected: "", found: "", verdict: "absent" };
    paths.push(path);
  }
  try {
    const proof = await run(...paths);
    const { expected, found, tolerance, seen } = proof;
    return {
      name,
      expected: words(expected) + (tolerance ? ` ± ${tolerance}` : ""),
      found: words(inOrderOf(expected, found)) + (seen ? ` (${words(seen)})` : ""),
      verdict: holds(proof) ? "ok" : "MISMATCH",
    };
  } catch (error) {
    return { name, expected: "a replay", found: String(error), verdict: "MISMATCH" };
  }
}

function print({ name, expected, found, verdict }: Line): void {
  const figures = verdict === "absent" ? "" : `: expected ${expected}; found ${found}`;
  console.log(`${verdict.padEnd(8)} ${name}${figures}`);
}

const { values } = parseArgs({ options: { markdown: { type: "boolean", default: false } } });
const lines: Line[] = [];
for (const proof of PROOFS) {
  const line = await lineOf(proof);
  print(line);
  lines.push(line);
}
const count = (verdict: Line["verdict"]) => lines.filter((line) => line.verdict === verdict).length;
const [ok, absent] = [count("ok"), count("absent")];
console.log(`proofs: ${ok} of ${lines.length} hold, data of ${absent} are absent`);
if (ok + absent < lines.length) process.exitCode = 1;
if (values.markdown && ok < lines.length) {
  console.log(`${PAGE} is left as it is: it shows proofs only if all of them hold`);
} else if (values.markdown) {
  const rows = lines.map((line) => `| ${Object.values(line).join(" | ")} |\n`);
  writeFileSync(join(root, PAGE), HEAD + rows.join(""));
}
