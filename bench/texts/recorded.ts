/**
 * Real files beside the project, unpacked as plain text for everyone; there may be none.
 */
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { LineReader } from "../../bindings/sources/reading/lines.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const NEWLINE = 10;

/** Where a file of the shared data would lie. */
export function recordedPath(name: string): string {
  return join(resolve(root, process.env.VI_SHARED ?? "../shared"), "data", name);
}

export function isRecorded(name: string): boolean {
  return existsSync(recordedPath(name));
}

async function unpacked(name: string): Promise<Buffer> {
  const reader = await LineReader.open(recordedPath(name));
  const blocks: Buffer[] = [];
  do blocks.push(Buffer.from(reader.buffer.subarray(0, reader.end)));
  while (await reader.next());
  await reader.close();
  return Buffer.concat(blocks);
}

/**
 * Writes the content of a recorded file to `path`.
 * @param wanted the lines to be written; default all
 */
export async function writeRecorded(name: string, path: string, wanted = /^/): Promise<void> {
  const lines = (await unpacked(name)).toString("latin1").trimEnd().split("\n");
  writeFileSync(path, `${lines.filter((line) => wanted.test(line)).join("\n")}\n`, "latin1");
}

/**
 * Writes a recorded file that is too short to be timed again and again, `bytes` of it or more.
 * @param hasHeader its first line comes only once
 */
export async function writeRepeated(
  name: string,
  path: string,
  bytes: number,
  hasHeader: boolean,
): Promise<void> {
  const content = await unpacked(name);
  const body = hasHeader ? content.subarray(content.indexOf(NEWLINE) + 1) : content;
  const times = Math.ceil(bytes / body.length);
  const parts = Array.from({ length: times }, (_, index) => (index === 0 ? content : body));
  writeFileSync(path, Buffer.concat(parts));
}
