/** Writes docs/command-line.md from the definitions of the commands; a test holds it to them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLineDocument } from "./command-line-document.ts";
import { root } from "./project.ts";

writeFileSync(join(root, "docs/command-line.md"), commandLineDocument());
