/** Where the project lies and which files it tracks: what every check starts from. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Paths from the root of all files that git tracks or would track. */
export function projectFiles(): string[] {
  const { stdout, status } = spawnSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    { cwd: root, encoding: "utf8" },
  );
  if (status !== 0) throw new Error("git ls-files failed: the checks need a git checkout");
  return stdout.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
}

/** Text of a project file. */
export function readProjectFile(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** Prints what was found and ends the process: 0 when `problems` is empty, else 1. */
export function conclude(subject: string, problems: readonly string[]): never {
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? `${subject}: ok` : `${subject}: ${problems.length} problems`);
  process.exit(problems.length === 0 ? 0 : 1);
}
