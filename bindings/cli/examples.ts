/** Examples at the end of each command's help: what is typed, and what it does. */

type Example = readonly [line: string, says: string];

const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  "volume-imbalance": [
    ["replay", "the synthetic market"],
    ["inspect btcusdt.gz --strict", "are the data sound?"],
    ["replay btcusdt.gz --every 100ms --out rows.csv", "a file into rows"],
    ["signals ofi", "what a column means"],
  ],
  replay: [
    ["replay", "the synthetic market, and a summary"],
    ["replay btcusdt.gz --every 100ms --out rows.parquet", "ten rows a second"],
    ["replay ticks.csv -s bid,ask,ofi -c ofi:ewma,lambda=0.1 -o -", "alarms, into a pipe"],
    ["replay day.vit --every 1s --report day.html", "a page to look at"],
    ["replay my.parquet --columns time=ts,price=px,size=qty", "any table"],
    ["replay day.vit --config run.json --every 10", "options from a file, one over them"],
  ],
  inspect: [
    ["inspect btcusdt.gz", "gaps, crossed books, silences, clock skew"],
    ["inspect btcusdt.gz --strict --quiet", "only the exit code: 1 if there are faults"],
    ["inspect depth.csv.gz trades.csv.gz --json", "two files merged, for machines"],
  ],
  convert: [
    ["convert depth.csv.gz trades.csv.gz --out day.vit", "merged, and fast to replay"],
    ["convert day.vit --from 2024-08-09T12:00 --out noon.csv", "a part, as text"],
    ["convert btcusdt.gz --out - | head", "the first ticks"],
  ],
  simulate: [
    ["simulate --seed 7 --out ticks.csv", "and its truth in ticks.truth.csv"],
    ["simulate --ticks 1000000 --out ticks.vit", "a million records, binary"],
    ["simulate --faults 0.01 --out bad.csv", "data to try --strict on"],
  ],
  signals: [
    ["signals", "all columns"],
    ["signals ofi", "those whose name or definition contains it"],
    ["signals --json", "for machines"],
  ],
  formats: [["formats", "names for --format, and what each looks like"]],
  bench: [
    ["bench", "the synthetic market on this machine"],
    ["bench btcusdt.gz --rounds 9", "your own file, more rounds"],
    ["bench --signals bench20,vwap_60s --every 100ms", "only these rows"],
    ["bench --json --quiet", "for machines"],
  ],
  completion: [
    ['eval "$(volume-imbalance completion bash)"', "in ~/.bashrc"],
    ['eval "$(volume-imbalance completion zsh)"', "in ~/.zshrc, behind compinit"],
    ["completion fish | source", "in ~/.config/fish/config.fish"],
  ],
};

/** As typed: examples that do not begin with a shell word begin with the command. */
function typed(line: string): string {
  return line.startsWith("eval ") ? line : `volume-imbalance ${line}`;
}

/** Examples of a command, as lines that can be typed. */
export function examplesOf(name: string): string[] {
  return (EXAMPLES[name] ?? []).map(([line]) => typed(line));
}

/** The chapter of the help; what an example does stands above it, so that all fits 80 columns. */
export function exampleText(name: string, title: (text: string) => string): string {
  const lines = (EXAMPLES[name] ?? []).flatMap(([line, says]) => [
    `  # ${says}`,
    `  ${typed(line)}`,
  ]);
  return lines.length === 0 ? "" : `\n${[title("Examples:"), ...lines].join("\n")}\n`;
}
