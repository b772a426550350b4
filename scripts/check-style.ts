/**
 * Style that a machine can see.
 *
 * Lines and files of a size that fits a screen and a head: a file that grows beyond 350 lines
 * holds two thoughts. Names that say nothing ("utils") collect what has no room. A path of one
 * machine or the host of a registry in a tracked file makes `npm ci` or a test fail elsewhere.
 */
import { conclude, projectFiles, readProjectFile } from "./project.ts";

const MAX_LINE = 100;
const MAX_LINES = 350;
const EMPTY_NAME = /(^|\/)(utils?|helpers?|common|misc|manager|handler)(\.ts)?(\/|$)/;
const LEFTOVER = new RegExp(["TO" + "DO", "FIX" + "ME", "X" + "XX"].join("|"));
const FOREIGN = /(^|[\s"'`(=])\/(home|root|work|tmp|Users)\/|\bregistry\.[a-z]+\.[a-z]+/;
const SWITCHED_OFF = /\b(it|test|describe)\.(skip|only)\(/;

const problems: string[] = [];

function checkNames(file: string): void {
  if (!file.startsWith("test/") && EMPTY_NAME.test(file)) {
    problems.push(`${file}: a name that says nothing; name the file after what it holds`);
  }
}

function checkLines(file: string, lines: string[]): void {
  if (lines.length - 1 > MAX_LINES) {
    problems.push(`${file}: ${lines.length - 1} lines, at most ${MAX_LINES}`);
  }
  lines.forEach((line, index) => {
    const place = `${file}:${index + 1}`;
    if (line.length > MAX_LINE) problems.push(`${place}: ${line.length} characters in a line`);
    if (LEFTOVER.test(line)) problems.push(`${place}: unfinished`);
    if (SWITCHED_OFF.test(line)) problems.push(`${place}: a test is switched off`);
  });
}

function checkForeign(file: string, lines: string[]): void {
  lines.forEach((line, index) => {
    if (FOREIGN.test(line)) {
      problems.push(`${file}:${index + 1}: names a path of one machine or a registry's host`);
    }
  });
}

for (const file of projectFiles()) {
  if (!/\.(ts|js|mjs|json|md|yml)$|^\.ci\/|^\.npmrc$/.test(file)) continue;
  const lines = readProjectFile(file).split("\n");
  checkNames(file);
  if (file.endsWith(".ts")) checkLines(file, lines);
  if (file !== "scripts/check-style.ts") checkForeign(file, lines);
}
conclude("style", problems);
