/**
 * Opens files of ticks: the format is recognised by what the first lines look like, not by names.
 */
import { FormatError } from "../core/errors.ts";
import type { Format } from "./format.ts";
import { FORMATS } from "./formats.ts";
import { readHead } from "./reading/head.ts";
import { LineReader } from "./reading/lines.ts";
import type { OpenOptions, TickSource } from "./source.ts";

/** Names of the formats that can be opened. */
export const formatNames: readonly string[] = FORMATS.map(({ name }) => name);

const SHOWN_CHARACTERS = 60;

async function formatOf(path: string, name: string | undefined): Promise<Format> {
  if (name !== undefined) {
    const format = FORMATS.find((candidate) => candidate.name === name);
    if (format) return format;
    throw new RangeError(
      `volume-imbalance/open.openSource: format must be one of ${formatNames.join(", ")}, ` +
        `was "${name}"`,
    );
  }
  const head = await readHead(path);
  const format = FORMATS.find((candidate) => candidate.recognises(head));
  if (format) return format;
  const reader = await LineReader.open(path);
  await reader.close();
  const line = head.lines[0];
  const shown = line.slice(0, SHOWN_CHARACTERS);
  const first = shown.length < line.length ? `${shown}...` : shown;
  throw new FormatError(
    `volume-imbalance/open.openSource: "${path}" must be of a known format: ` +
      `${formatNames.join(", ")}; its first line is \`${first}\``,
  );
}

/**
 * Opens one file.
 * @throws {FormatError} if it is missing, unreadable, or of no known format
 * @throws {RangeError} if `options.format` is not the name of a format
 */
export function openSource(path: string, options: OpenOptions = {}): Promise<TickSource> {
  return openSources([path], options);
}

/**
 * Opens files of one stream, to be read one after the other; what the stream knows (the book's
 * sequence, trade ids) is carried over from file to file. Facts come from the first file.
 * @param paths in order of time
 * @throws {FormatError} as `openSource`, for the first file; for later ones while reading
 */
export async function openSources(
  paths: readonly string[],
  options: OpenOptions = {},
): Promise<TickSource> {
  if (paths.length === 0) {
    throw new RangeError("volume-imbalance/open.openSources: paths must name a file, was empty");
  }
  const format = await formatOf(paths[0], options.format);
  return format.open(paths, options);
}
