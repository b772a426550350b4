/** Completion scripts offer, in the shells themselves, what the commands define. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { program } from "../../../bindings/cli/program.ts";
import { formatNames } from "../../../bindings/sources/open.ts";
import { command, emptyFolder } from "../command.ts";

const driver = fileURLToPath(new URL("zsh-driver.zsh", import.meta.url));
const isThere = (shell: string): boolean =>
  spawnSync(shell, ["-c", "true"], { stdio: "ignore" }).status === 0;
const missing = ["bash", "zsh", "fish"].filter((shell) => !isThere(shell));
if (missing.length > 0) console.log(`not installed, so not tested: ${missing.join(", ")}`);

const scripts: Record<string, string> = {};
beforeAll(async () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { code, stdout } = await command(process.cwd(), "completion", shell);
    expect(code).toBe(0);
    scripts[shell] = stdout;
  }
});

/** A folder with the script and a file to complete. */
function folderFor(shell: string): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, "script"), scripts[shell]);
  writeFileSync(join(folder, "market.csv"), "");
  return folder;
}

function run(shell: string, args: string[], cwd: string): string[] {
  const options = { cwd, encoding: "utf8", timeout: 30_000 } as const;
  const { status, stdout, stderr } = spawnSync(shell, args, options);
  expect([status, stderr]).toEqual([0, ""]);
  return stdout.split("\n").filter((line) => line !== "");
}

/** What bash offers for the last word; `files` where it falls back to files. */
function inBash(...words: string[]): string[] {
  const quoted = ["volume-imbalance", ...words].map((word) => `'${word}'`).join(" ");
  const ask = `
    source ./script
    offers=files
    compopt() { [[ "$*" == *"+o default"* ]] && offers=words; }
    COMP_WORDS=(${quoted}) COMP_CWORD=${words.length}
    _volume_imbalance
    [[ $(complete -p volume-imbalance) == *"-o default"* ]] || exit 9
    [[ $offers == files ]] && echo files
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return run("bash", ["--norc", "-c", ask], folderFor("bash"));
}

const root = program();
const namesOf = (name: string): string[] => {
  const of = root.commands.find((each) => each.name() === name);
  return (of?.options ?? []).flatMap(({ long }) => (long ? [long] : []));
};

describe.runIf(isThere("bash"))("bash", () => {
  it("offers every command and every option", () => {
    expect(inBash("").sort()).toEqual(root.commands.map((each) => each.name()).sort());
    for (const { name } of root.commands.map((each) => ({ name: each.name() }))) {
      expect(inBash(name, "--")).toEqual([...namesOf(name), "--help"]);
    }
  });

  it.each([
    [["repl"], ["replay"]],
    [
      ["replay", "--every", "1"],
      ["10", "100ms", "1s"],
    ],
    [["replay", "--every", "=", "mes"], ["message"]],
    [["replay", "-e", "tr"], ["trade"]],
    [["inspect", "a.csv", "--format", ""], [...formatNames]],
    [["replay", "--signals", "ben"], ["bench20"]],
    [["replay", "--signals", "mid,queueIm"], ["mid,queueImbalance"]],
    [
      ["convert", "--ghosts", ""],
      ["keep", "remove"],
    ],
    [["completion", "z"], ["zsh"]],
    [["help", "sim"], ["simulate"]],
    [["inspect", "mar"], ["files"]],
    [["replay", "--instrument", ""], ["files"]],
    [["replay", "--seed", ""], []],
    [["formats", ""], []],
  ])("%j", (words, offered) => {
    expect(inBash(...words)).toEqual(offered);
  });
});

describe.runIf(isThere("zsh"))("zsh", () => {
  it.each([
    ["repl", "replay "],
    ["replay --ever", "replay --every="],
    ["inspect --ghosts k", "inspect --ghosts keep "],
    ["replay --signals mid,queueIm", "replay --signals mid,queueImbalance,"],
    ["convert --format=hyper", "convert --format=hyperliquid-l2 "],
    ["inspect mar", "inspect market.csv "],
    ["replay --instrument mar", "replay --instrument market.csv "],
    ["completion f", "completion fish "],
  ])("%s", (typed, becomes) => {
    const args = ["-f", driver, "./script", `volume-imbalance ${typed}`];
    const lines = run("zsh", args, folderFor("zsh")).join("\n");
    expect(/<line>volume-imbalance (.*)<\/line>/.exec(lines)?.[1]).toBe(becomes);
  });
});

describe.runIf(isThere("fish"))("fish", () => {
  it.each([
    ["re", ["replay"]],
    ["replay --ever", ["--every"]],
    ["inspect --ghosts ", ["keep", "remove"]],
    ["replay --signals mid,queueIm", ["mid,queueImbalance"]],
    ["inspect mar", ["market.csv"]],
    ["replay --instrument mar", ["market.csv"]],
    ["replay --seed ", []],
    ["completion ", ["bash", "fish", "zsh"]],
  ])("%s", (typed, offered) => {
    const ask = `source ./script; complete -C ${JSON.stringify(`volume-imbalance ${typed}`)}`;
    const lines = run("fish", ["--no-config", "-c", ask], folderFor("fish"));
    expect(lines.map((line) => line.split("\t")[0]).sort()).toEqual(offered);
  });
});

it("a shell that is none is refused with the nearest", async () => {
  const { code, stderr } = await command(emptyFolder(), "completion", "bahs");
  expect(code).toBe(2);
  expect(stderr).toBe(
    'error: the shell must be one of bash, zsh, fish, was "bahs"; did you mean "bash"?\n',
  );
});
