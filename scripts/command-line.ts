/** Writes the help of all commands into docs/command-line.md; a test holds it to them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLineDocument } from "./command-line-document.ts";
import { readProjectFile, root } from "./project.ts";

const PATH = "docs/command-line.md";
writeFileSync(join(root, PATH), commandLineDocument(readProjectFile(PATH)));
