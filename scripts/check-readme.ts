/**
 * What the documents say is run: an example that does not work is worse than none.
 *
 * `js` blocks are run by plain Node as modules of their own, resolving `volume-imbalance` as an
 * installed package would. What stands behind `console.log(...); //` must be printed, as a line of
 * its own, or as part of one where it begins with `...`. `sh` blocks are run by bash in one empty
 * folder per document, in order, with this checkout's command in place of `npx volume-imbalance`; a
 * block that is only `npm` commands is left out, because .ci/run has run it already, or because it
 * is a benchmark. Blocks of other kinds are not run here; pages are, in `test/browser/`.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conclude, projectFiles, readProjectFile, root } from "./project.ts";

interface Block {
  place: string;
  language: string;
  code: string;
}

const problems: string[] = [];
let blocksRun = 0;

function blocksOf(file: string): Block[] {
  const text = readProjectFile(file);
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map((match) => {
    const line = text.slice(0, match.index).split("\n").length;
    return { place: `${file}:${line}`, language: match[1], code: match[2] };
  });
}

/** Runs a block and returns what it printed. */
function run(block: Block, command: string, args: string[], cwd: string): string {
  const result = spawnSync(command, args, { cwd, encoding: "utf8", timeout: 120_000 });
  blocksRun++;
  if (result.status !== 0) {
    problems.push(`${block.place}: exit ${result.status}\n${result.stdout}${result.stderr}`);
  }
  return result.stdout;
}

function checkPrinted(block: Block, printed: string): void {
  const lines = printed.split("\n");
  for (const [, comment] of block.code.matchAll(/\bconsole\.log\(.*\); \/\/ (.*)$/gm)) {
    const isPart = comment.startsWith("... ");
    const isThere = isPart ? printed.includes(comment.slice(4)) : lines.includes(comment);
    if (!isThere) problems.push(`${block.place}: does not print ${comment}, but\n${printed}`);
  }
}

function runModule(block: Block): void {
  // Inside the checkout, so that the package resolves to itself.
  const folder = join(root, "build", "readme");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "block.mjs");
  writeFileSync(file, block.code);
  checkPrinted(block, run(block, process.execPath, [file], folder));
}

function runShell(block: Block, folder: string): void {
  const lines = block.code.split("\n").filter((line) => line.trim() !== "");
  if (lines.every((line) => /^(npm |cd |git )/.test(line.trim()))) return;
  const command = `"${process.execPath}" "${join(root, "dist/bindings/cli/main.js")}"`;
  const script = block.code.replaceAll("npx volume-imbalance", command);
  run(block, "bash", ["-euo", "pipefail", "-c", script], folder);
}

for (const file of projectFiles().filter((name) => name.endsWith(".md"))) {
  const folder = mkdtempSync(join(tmpdir(), "volume-imbalance-readme-"));
  for (const block of blocksOf(file)) {
    if (block.language === "js") runModule(block);
    else if (block.language === "sh") runShell(block, folder);
  }
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${blocksRun} blocks of the documents run`);
conclude("documents", problems);
