/**
 * Reads the header of a kernel: what it says of itself is what the documents say of it.
 *
 * A header is a sentence, formulas set in by two spaces, In, Out, Keeps and Cost, remarks, Source.
 * `scripts/check-rooms.ts` holds the words and their order; this file only takes them apart.
 */
import { readProjectFile } from "../project.ts";

export interface KernelHeader {
  readonly summary: string;
  /** Lines as they stand, without what all of them are set in by. */
  readonly formulas: readonly string[];
  /** In, Out, Keeps and Cost, each a list of its lines. */
  readonly facts: Readonly<Record<string, readonly string[]>>;
  readonly remarks: readonly string[];
  readonly source: string;
}

const WORDS = ["In", "Out", "Keeps", "Cost"];
const WORD = new RegExp(`^(${WORDS.join("|")})\\b +(.*)$`);

function paragraphsOf(file: string): string[][] {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(readProjectFile(file))?.[1];
  if (comment === undefined) throw new Error(`${file}: has no header`);
  const lines = comment.split("\n").map((line) => line.replace(/^ \* ?/, "").trimEnd());
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    if (line !== "") paragraphs.at(-1)!.push(line);
    else if (paragraphs.at(-1)!.length > 0) paragraphs.push([]);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/** A name and what it is, set apart by spaces: `x   value` is written `x`: value. */
function named(line: string): string {
  return line.trim().replace(/^([\w, ]+?) {2,}/, "`$1`: ");
}

/** Lines of each word; a line that is set in as far as a name stands alone, others continue. */
function factsOf(lines: readonly string[]): Record<string, string[]> {
  const facts: Record<string, string[]> = {};
  let word = "";
  for (const line of lines) {
    const match = WORD.exec(line);
    if (match) {
      word = match[1];
      facts[word] = [named(match[2])];
    } else if (/^ {6}[\w, ]+ {2,}\S/.test(line)) facts[word].push(named(line));
    else facts[word].push(`${facts[word].pop()} ${line.trim()}`);
  }
  return facts;
}

/** The header of a kernel, taken apart. */
export function kernelHeader(file: string): KernelHeader {
  const [first, ...rest] = paragraphsOf(file);
  const formulas: string[] = [];
  const remarks: string[] = [];
  let facts: Record<string, string[]> = {};
  let source = "";
  for (const paragraph of rest) {
    const text = paragraph.map((line) => line.trim()).join(" ");
    if (WORD.test(paragraph[0])) facts = factsOf(paragraph);
    else if (text.startsWith("Source: ")) source = text.slice("Source: ".length);
    else if (paragraph[0].startsWith("  ")) formulas.push(...paragraph);
    else remarks.push(text);
  }
  const inset = Math.min(...formulas.map((line) => line.search(/\S/)));
  return {
    summary: first.join(" "),
    formulas: formulas.map((line) => line.slice(inset)),
    facts,
    remarks,
    source,
  };
}
