#!/usr/bin/env node
/** Where the command `volume-imbalance` starts. */
import { runCommand } from "./command.ts";

process.exitCode = await runCommand(process.argv.slice(2));
