/** The header of a kernel is taken apart without losing a word. */
import { expect, it } from "vitest";
import { kernelHeader } from "../../scripts/documents/kernel-header.ts";
import { SIGNAL_FAMILIES } from "../../scripts/documents/signal-families.ts";
import { readProjectFile } from "../../scripts/project.ts";

const KERNELS = SIGNAL_FAMILIES.flatMap(({ kernel }) => kernel ?? []);
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

it.each(KERNELS)("%s", (file) => {
  const { summary, formulas, facts, remarks, source } = kernelHeader(file);
  expect(Object.keys(facts)).toEqual(["In", "Out", "Keeps", "Cost"]);
  const lists = Object.entries(facts).flatMap(([word, lines]) => [word, ...lines]);
  const parts = [summary, ...formulas, ...lists, ...remarks, "Source", source];
  const [header] = /^\/\*\*[\s\S]*?\*\//.exec(readProjectFile(file)) ?? [""];
  expect(wordsOf(parts.join(" ")).sort()).toEqual(wordsOf(header).sort());
});
