/**
 * The Vite app of the examples, built. Vite is installed beside it when it is first needed, so that
 * the package itself is developed without it.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/project.ts";

const folder = join(root, "examples/browser-vite");

function npm(...args: string[]): void {
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`npm ${args.join(" ")} in ${folder} failed:\n${stdout}${stderr}`);
  }
}

/** Builds `examples/browser-vite/dist`. */
export function buildViteApp(): void {
  if (!existsSync(join(folder, "node_modules/vite"))) {
    // Without scripts: those of the package would build the checkout around this folder.
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund");
  }
  npm("run", "--silent", "build");
}
