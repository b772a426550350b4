#!/usr/bin/env node
/** Where the command `volume-imbalance` starts. */
import { runCommand } from "./command.ts";

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // A reader such as `head` has seen enough: nothing is left to be said to it.
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}
process.exitCode = await runCommand(process.argv.slice(2));
