/** Small parts of Markdown that several generators write. */

/** A table; cells are escaped, so that a bar in a formula does not end one. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = `|${head.map(() => "---").join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** Anchor of a heading, as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll("`", "")
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

const WIDTH = 100;

/** Breaks text between words, so that a changed word changes a line and not a paragraph. */
export function wrapped(text: string, inset = ""): string {
  const [first, ...words] = text.split(" ");
  const lines = [first];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (longer.length <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(inset + word);
  }
  return lines.join("\n");
}

/** Puts `body` between the markers of a part: `<!-- generated: name -->`. */
export function withPart(text: string, name: string, body: string): string {
  const begin = `<!-- generated: ${name} -->`;
  const end = "<!-- end of generated -->";
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`there is no part "${name}" between markers`);
  return `${text.slice(0, from + begin.length)}\n${body}\n${text.slice(to)}`;
}
