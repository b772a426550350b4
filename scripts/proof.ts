/**
 * Proofs on real data, a line for each: what was expected, what was found.
 *
 *   npm run proof [-- --markdown]
 *
 * The data lie beside the project (`VI_SHARED`, default ../shared) and are not part of it; what is
 * absent is said. Order flow explains the move of its own interval and hardly any of the next: both
 * figures stand together.
 */
import { isDeepStrictEqual, parseArgs } from "node:util";
import { sharedPath } from "../test/helpers/shared.ts";
import { type NamedProof, PROOFS } from "../test/sources/proofs/all.ts";

const { values } = parseArgs({ options: { markdown: { type: "boolean", default: false } } });

function words(record: Readonly<Record<string, unknown>> = {}): string {
  return Object.entries(record)
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}

function short(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function print(name: string, expected: string, found: string, verdict: string): void {
  if (values.markdown) console.log(`| ${name} | ${expected} | ${found} | ${verdict} |`);
  else console.log(`${verdict.padEnd(8)} ${name}: expected ${expected}; found ${found}`);
}

/** False where the proof failed. */
async function show({ name, needs, run }: NamedProof): Promise<boolean> {
  const paths = needs.map(sharedPath);
  if (paths.includes(null)) {
    print(name, "", "", "absent");
    return true;
  }
  const { expected, found, seen } = await run(...(paths as string[]));
  const holds = isDeepStrictEqual(found, expected);
  const beside = seen ? ` (${words(seen)})` : "";
  print(name, short(words(expected)), short(words(found)) + beside, holds ? "ok" : "MISMATCH");
  return holds;
}

if (values.markdown) console.log("| proof | expected | found | |\n|---|---|---|---|");
let failures = 0;
for (const proof of PROOFS) if (!(await show(proof))) failures++;
if (!values.markdown) console.log(`proofs: ${PROOFS.length - failures} of ${PROOFS.length} hold`);
process.exitCode = failures === 0 ? 0 : 1;
