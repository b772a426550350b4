/** `volume-imbalance completion`: a script for a shell, made from the definitions at hand. */
import type { Command } from "commander";
import { didYouMean } from "../did-you-mean.ts";
import { Failure } from "../failure.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { completionModel } from "./model.ts";
import { zshScript } from "./zsh.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** Shells that there is a script for. */
export const SHELLS: readonly string[] = Object.keys(SCRIPTS);

/** @throws {Failure} if the shell is none of them */
export function printCompletion(root: Command, shell: string): void {
  if (!SHELLS.includes(shell)) {
    const meant = didYouMean(shell, SHELLS);
    throw new Failure(`the shell must be one of ${SHELLS.join(", ")}, was "${shell}"${meant}`);
  }
  process.stdout.write(SCRIPTS[shell as keyof typeof SCRIPTS](completionModel(root)));
}
