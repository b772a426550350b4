/**
 * Links in documents lead somewhere: to a file of the project, to a heading of it.
 *
 * A reader who meets one dead link trusts no other. Also checked are paths of the project that
 * documents and comments name in backticks, because files are renamed and sentences stay behind.
 * Addresses of the web are not asked for: a check must not depend on somebody else's server.
 */
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { anchorOf } from "./documents/markdown.ts";
import { conclude, projectFiles, readProjectFile, root } from "./project.ts";

const LINK = /!?\[[^\]]*\]\(([^)\s]+)\)/g;
const NAMED = /`((?:assembly|bindings|bench|docs|examples|scripts|test)\/[\w./-]+)`/g;
/** Made by builds or by runs. */
const NOT_TRACKED = /^bench\/(results|node_modules)|\/dist$/;

const problems: string[] = [];
let links = 0;

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, (block) => block.replace(/[^\n]/g, " "));
}

/** Anchors of a document's headings; a repeated heading is numbered. */
function anchorsOf(file: string): Set<string> {
  const anchors = new Set<string>();
  const counts = new Map<string, number>();
  for (const [, heading] of withoutCode(readProjectFile(file)).matchAll(/^#{1,6} (.*)$/gm)) {
    const anchor = anchorOf(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"));
    const before = counts.get(anchor) ?? 0;
    counts.set(anchor, before + 1);
    anchors.add(before === 0 ? anchor : `${anchor}-${before}`);
  }
  for (const [, id] of readProjectFile(file).matchAll(/<a id="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

function checkLink(file: string, place: string, target: string): void {
  links++;
  if (/^[a-z]+:/.test(target)) {
    if (!/^(https|mailto):/.test(target)) problems.push(`${place}: ${target} is no https address`);
    return;
  }
  const [path, anchor] = target.split("#");
  const linked = path === "" ? file : normalize(join(dirname(file), path));
  if (!existsSync(join(root, linked))) {
    problems.push(`${place}: there is no ${linked}`);
  } else if (anchor !== undefined && linked.endsWith(".md") && !anchorsOf(linked).has(anchor)) {
    problems.push(`${place}: ${linked} has no heading #${anchor}`);
  }
}

function checkNamed(place: string, path: string): void {
  if (NOT_TRACKED.test(path) || existsSync(join(root, path))) return;
  problems.push(`${place}: names ${path}, which there is not`);
}

for (const file of projectFiles().filter((name) => /\.(md|ts)$/.test(name))) {
  const isDocument = file.endsWith(".md");
  const text = isDocument ? withoutCode(readProjectFile(file)) : readProjectFile(file);
  const placeOf = (index: number) => `${file}:${text.slice(0, index).split("\n").length}`;
  if (isDocument) {
    for (const { index, 1: target } of text.matchAll(LINK)) checkLink(file, placeOf(index), target);
  }
  if (file === "CHANGELOG.md") continue;
  for (const { index, 1: path } of text.matchAll(NAMED)) checkNamed(placeOf(index), path);
}
console.log(`${links} links`);
conclude("links", problems);
