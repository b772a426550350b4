/** A reader that has seen enough, like `head`, is no failure. */
import { once } from "node:events";
import { expect, test } from "vitest";
import { emptyFolder, start } from "./command.ts";

test.each([["--help"], ["signals"], ["replay", "--ticks", "20000", "--json", "--quiet"]])(
  "%s",
  async (...args) => {
    const child = start(emptyFolder(), ...args);
    let stderr = "";
    child.stderr?.on("data", (text) => {
      stderr += text;
    });
    child.stdout?.destroy();
    const [code] = await once(child, "close");
    expect(stderr).toBe("");
    expect(code).toBe(0);
  },
);
