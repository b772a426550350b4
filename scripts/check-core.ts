/**
 * Purity of the core: it owns no memory and keeps nothing between calls.
 *
 * Over a shared memory, a second instance with static data erased the state of the first (a data
 * segment is written anew by every instantiation), two instances with an allocator handed out the
 * same addresses, and each instance has its own globals. So a core that many instances and threads
 * may use over one memory imports that memory and nothing else, and has no data segment, no start
 * function, no mutable global and no `memory.grow`. Whoever breaks one of these gets wrong numbers
 * in somebody else's engine, not an error: hence this script.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import binaryen from "binaryen";
import { conclude, root } from "./project.ts";

const problems: string[] = [];

function checkLinks(name: string, module: WebAssembly.Module): void {
  const imports = WebAssembly.Module.imports(module).map((link) => `${link.module}.${link.name}`);
  if (imports.join() !== "env.memory") {
    problems.push(
      `${name}: must import env.memory and nothing else, imports ${imports.join(", ")}`,
    );
  }
  for (const link of WebAssembly.Module.exports(module)) {
    if (link.kind !== "function" && link.name !== "__heap_base") {
      problems.push(`${name}: exports ${link.kind} ${link.name}; only functions and __heap_base`);
    }
  }
}

function checkText(name: string, text: string): void {
  const forbidden: [RegExp, string][] = [
    [/^ \(data /m, "has a data segment: static data, a string or a table of numbers"],
    [/^ \(start /m, "has a start function: a top-level statement that is not a constant"],
    [/^ \(global \S+ \(mut /m, "has a mutable global: state belongs into a record"],
    [/\(memory\.grow\b/, "grows its memory: only the host plans memory"],
    [/\(call_indirect\b/, "calls through a table: the hot path is inlined or direct"],
  ];
  for (const [pattern, what] of forbidden) {
    if (pattern.test(text)) problems.push(`${name}: ${what}`);
  }
}

function checkBuild(name: string): void {
  const file = join(root, "build", name);
  if (!existsSync(file)) {
    problems.push(`${name}: not built; run npm run build:core`);
    return;
  }
  const wasm = readFileSync(file);
  checkLinks(name, new WebAssembly.Module(new Uint8Array(wasm)));
  const module = binaryen.readBinary(wasm);
  checkText(name, module.emitText());
  module.dispose();
  const base64 = Math.ceil(wasm.length / 3) * 4;
  console.log(`${name}: ${wasm.length} bytes, ${gzipSync(wasm).length} gzipped, ${base64} base64`);
}

checkBuild("core.wasm");
checkBuild("core.shared.wasm");
checkBuild("series.wasm");
conclude("core", problems);
