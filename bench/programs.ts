/** The contestants in C: programs of their own, compiled where a compiler is present. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Measurement } from "./one.ts";

const sources = join(dirname(fileURLToPath(import.meta.url)), "c");
const FLAGS = ["-O3", "-march=native", "-ffp-contract=off"];

/** The contestant that is a program of its own. */
export const IN_C = "c";

/** "cc 12.2.0 -O3 ...", or null where there is no compiler. */
export function compilerVersion(): string | null {
  const { status, stdout } = spawnSync("cc", ["-dumpfullversion"], { encoding: "utf8" });
  return status === 0 ? `cc ${stdout.trim()} ${FLAGS.join(" ")}` : null;
}

/** Contestants with the one in C, where it can be compiled. */
export function withC(contestants: readonly string[]): readonly string[] {
  return compilerVersion() === null ? contestants : [...contestants, IN_C];
}

/**
 * Compiles `c/<name>.c` into `folder`, if there is a compiler.
 * @throws {Error} if the compiler refuses it
 */
export function compile(name: string, folder: string): void {
  if (compilerVersion() === null) return;
  const { status, stderr } = spawnSync(
    "cc",
    [...FLAGS, "-Wall", "-Wextra", join(sources, `${name}.c`), "-lm", "-o", join(folder, name)],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`volume-imbalance/bench: cc failed: ${stderr}`);
}

/** Runs a compiled program, which prints nanoseconds a unit and passes. */
export function runProgram(
  name: string,
  folder: string,
  order: readonly (string | number)[],
  units: number,
): Measurement {
  const { status, stdout } = spawnSync(join(folder, name), order.map(String), {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`volume-imbalance/bench: ${name} in C ended with ${status}`);
  const [nsPerTick, passes] = stdout.split(" ").map(Number);
  return { nsPerTick, units, passes };
}

/** Doubles that a program wrote. */
export function readDoubles(path: string): Float64Array {
  const { buffer, byteOffset, length } = readFileSync(path);
  return new Float64Array(buffer.slice(byteOffset, byteOffset + length));
}
