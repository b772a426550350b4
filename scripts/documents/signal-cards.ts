/** docs/signals.md: a card for each family of signals. */
import { definitionOf } from "./definitions.ts";
import { kernelHeader } from "./kernel-header.ts";
import { table, wrapped } from "./markdown.ts";
import { firstValues, silences } from "./observed.ts";
import { columnsOf, meaningOf, rangeOf } from "./signal-columns.ts";
import { SIGNAL_FAMILIES, type SignalFamily } from "./signal-families.ts";

const INTRODUCTION = `# Signals

This page is generated (\`npm run docs\`); what is wrong here is wrong in the code. Each card has

- what the signal asks, its formula, its inputs and outputs, what it keeps and costs, and its
  source: from the header of its kernel, which speaks of ticks and lots, the units of the core;
- for each column, by example: unit (as it comes out: prices and sizes in those of the instrument),
  what a positive value means, and its range, which the tests of the contract hold;
- **first value**: the row in which it is first known in a market that lacks nothing, one row a
  message; **NaN while**: situations in which it is unknown. Both are found by running the engine.
  "No trade yet" means also: none within its window;
- its exact definition, from [definitions.md](definitions.md), which explains the letters.

No signal costs more for having run longer. An unknown input leaves no trace in any state. Bid, buy
and up are positive. Statistics follow any column; here they follow \`ofi\`, and are unknown where
it is.
`;

/** One thing to a reader; the engine is asked about both. */
const NO_BOOK = "before the first book; after a gap";

function kernelText(family: SignalFamily): string {
  if (family.kernel === undefined) {
    return "What the feed says of itself and of the contract; the engine remembers the last value.";
  }
  const { summary, formulas, facts, remarks, source } = kernelHeader(family.kernel);
  const lists = Object.entries(facts).map(([word, lines]) => `- **${word}**: ${lines.join("; ")}`);
  return [
    summary,
    formulas.length > 0 ? `\`\`\`text\n${formulas.join("\n")}\n\`\`\`` : "",
    lists.map((line) => wrapped(line, "  ")).join("\n"),
    ...remarks.map((remark) => wrapped(remark)),
    wrapped(`Source: ${source}`),
    `Code: [\`${family.kernel}\`](../${family.kernel})`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Names of the rows that define a family; fields of charts stand in rows of their own. */
function definedNames({ names }: SignalFamily): string[] {
  const more: Readonly<Record<string, readonly string[]>> = {
    "ewma.X.score": ["ewma.X.level", "ewma.X.alarm"],
    "cusum.X": ["cusum.X.up"],
  };
  return names.flatMap((name) => [name, ...(more[name] ?? [])]);
}

function definitions(family: SignalFamily): string {
  const rows = new Map(
    definedNames(family).map((name) => {
      const { names, says } = definitionOf(name);
      return [names, says];
    }),
  );
  return table(["column", "definition"], [...rows]);
}

/** Text of the page. */
export function signalCards(): string {
  const columns = SIGNAL_FAMILIES.flatMap(columnsOf);
  const first = firstValues(columns);
  const silent = silences(columns);
  const cards = SIGNAL_FAMILIES.map((family) => {
    const rows = columnsOf(family).map((name) => {
      const { unit, sign } = meaningOf(name);
      const unknown = silent.get(name)!.join("; ").replace(NO_BOOK, "the book is not known");
      return [`\`${name}\``, unit, sign, rangeOf(name), first.get(name)!, unknown];
    });
    const head = ["column", "unit", "sign", "range", "first value", "NaN while"];
    const parts = [
      `## ${family.title}`,
      kernelText(family),
      table(head, rows),
      definitions(family),
    ];
    return parts.join("\n\n");
  });
  return `${INTRODUCTION}\n${cards.join("\n\n")}\n`;
}
