/**
 * `volume-imbalance signals`: the columns there are, how their names are written, what they say.
 */
import { DERIVED, type Parameter, SIGNALS } from "../core/catalog.ts";
import { PRESETS } from "../core/presets.ts";
import { didYouMean } from "./did-you-mean.ts";
import { Failure } from "./failure.ts";
import { colorsFor } from "./terminal.ts";

/** How the part behind a name is written; `[...]` may be left out. */
const WRITTEN: Record<Parameter, string> = {
  none: "",
  levels: "_n",
  "levels or bps": "_n or _kbps",
  "flow level": "_m",
  kappa: "_k",
  size: "_q",
  time: "_60s",
  "optional time": "[_1s]",
  "optional trades": "[_10s, _100trades]",
  trades: "[_60s, _100trades]",
};

interface Line {
  group: string;
  /** Name as it is typed, with its parameter. */
  name: string;
  unit: string;
  says: string;
}

function lines(): Line[] {
  const columns = SIGNALS.map(({ group, name, parameter, standard, unit, says }) => {
    const isOptional = parameter === "levels" || parameter === "flow level";
    const written = WRITTEN[parameter];
    const suffix = standard !== undefined && isOptional ? `[${written}]` : written;
    return { group, name: `${name}${suffix}`, unit, says };
  });
  const derived = DERIVED.map(({ name, says }) => ({ group: "derived", name, unit: "", says }));
  const presets = Object.entries(PRESETS).map(([name, list]) => {
    return { group: "presets", name, unit: "", says: list.join(", ") };
  });
  const all = { group: "presets", name: "all", unit: "", says: "one of every column" };
  return [...columns, ...derived, ...presets, all];
}

/** Names that one may look for: columns without their parameters, derived ones, presets. */
export function signalNames(): string[] {
  return [...SIGNALS, ...DERIVED].map(({ name }) => name).concat(Object.keys(PRESETS));
}

function matching(text: string): Line[] {
  const wanted = text.toLowerCase();
  const found = lines().filter(({ group, name, says }) =>
    [group, name, says].some((part) => part.toLowerCase().includes(wanted)),
  );
  if (found.length > 0) return found;
  const names = SIGNALS.map(({ name }) => name);
  throw new Failure(`no column says "${text}"${didYouMean(text, names)}`);
}

function table(found: readonly Line[]): string {
  const colors = colorsFor(process.stdout);
  const width = Math.max(...found.map(({ name }) => name.length));
  const text: string[] = [];
  let group = "";
  for (const line of found) {
    if (line.group !== group) text.push(`${text.length > 0 ? "\n" : ""}${colors.bold(line.group)}`);
    group = line.group;
    text.push(`  ${line.name.padEnd(width)}  ${line.unit.padEnd(6)}  ${line.says}`);
  }
  return `${text.join("\n")}\n`;
}

/**
 * Prints the columns whose group, name or meaning contains `text`; all of them without it.
 * @throws {Failure} if there is none
 */
export function printSignals(text: string | undefined, options: { json?: true }): void {
  const found = text === undefined ? lines() : matching(text);
  process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : table(found));
}
