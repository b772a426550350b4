/** Runs the command: in this process where it does not matter, else as a process of its own. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished, vi } from "vitest";
import { runCommand } from "../../bindings/cli/command.ts";

const main = fileURLToPath(new URL("../../bindings/cli/main.ts", import.meta.url));
const argv = ["--import", import.meta.resolve("tsx"), main];
const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined };

/** What a finished command left behind. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** An empty folder that is gone when the test is over. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the command in `cwd` to its end, in this process. */
export async function command(cwd: string, ...args: string[]): Promise<Finished> {
  const before = process.cwd();
  const texts = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      texts[name] += text;
      return true;
    }),
  );
  process.chdir(cwd);
  try {
    const code = await runCommand(args);
    return { code, ...texts };
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
}

/** Runs the command in `cwd` to its end, as a process of its own, like a user. */
export function spawned(cwd: string, ...args: string[]): Finished {
  return spawnedWith({}, cwd, ...args);
}

/** The same, with more variables in its environment. */
export function spawnedWith(more: NodeJS.ProcessEnv, cwd: string, ...args: string[]): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...argv, ...args], {
    cwd,
    env: { ...env, ...more },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}

/** Starts the command and leaves it running. */
export function start(cwd: string, ...args: string[]): ChildProcess {
  return startWith({}, cwd, ...args);
}

/** The same, with more variables in its environment. */
export function startWith(more: NodeJS.ProcessEnv, cwd: string, ...args: string[]): ChildProcess {
  const options = { cwd, env: { ...env, ...more }, stdio: "pipe" } as const;
  return spawn(process.execPath, [...argv, ...args], options);
}

/** Lines and fields of a CSV text without quotes. */
export function csv(text: string): { header: string[]; rows: string[][] } {
  const [header, ...rows] = text.trimEnd().split("\n");
  return { header: header.split(","), rows: rows.map((row) => row.split(",")) };
}

/** A message of a ticks CSV file: `[kind, side, price, size]` each. */
export type TickRow = [kind: string, side: string, price: number, size: number];

/** Text of a ticks CSV file. */
export function ticksCsv(messages: { timeUs: number; ticks: TickRow[] }[]): string {
  const lines = messages.flatMap(({ timeUs, ticks }) =>
    ticks.map(([kind, side, price, size], index) => {
      const last = index === ticks.length - 1 ? 1 : 0;
      return `${timeUs},${kind},${side},${price},${size},${last},,0`;
    }),
  );
  return ["time_us,kind,side,price,size,last,topic,instrument", ...lines, ""].join("\n");
}
