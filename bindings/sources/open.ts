/**
 * Opens files of ticks: the format is recognised by what the first lines look like, not by names.
 */
import { FormatError } from "../core/errors.ts";
import type { Format } from "./format.ts";
import { FORMATS } from "./formats.ts";
import { MergedSource } from "./merge.ts";
import { type FileHead, readHead } from "./reading/head.ts";
import { LineReader } from "./reading/lines.ts";
import type { OpenOptions, TickSource } from "./source.ts";
import { checkTimeLimits, hasTimeLimits, TimeCutSource } from "./time-cut.ts";

/** Names of the formats that can be opened. */
export const formatNames: readonly string[] = FORMATS.map(({ name }) => name);

const SHOWN_CHARACTERS = 60;

/** Files that are read one after the other. */
interface Stream {
  readonly format: Format;
  readonly name: string;
  readonly paths: string[];
}

function formatNamed(name: string): Format {
  const format = FORMATS.find((candidate) => candidate.name === name);
  if (format) return format;
  throw new RangeError(
    `volume-imbalance/open.openSource: format must be one of ${formatNames.join(", ")}, ` +
      `was "${name}"`,
  );
}

async function recognised(head: FileHead): Promise<Format> {
  const format = FORMATS.find((candidate) => candidate.recognises(head));
  if (format) return format;
  const { path } = head;
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

/** Puts files of the same kind together, in the order given. */
async function streamsOf(paths: readonly string[], options: OpenOptions): Promise<Stream[]> {
  const stated = options.format === undefined ? null : formatNamed(options.format);
  const streams: Stream[] = [];
  for (const path of paths) {
    const isRead = stated === null || stated.streamOf !== undefined;
    const head = isRead ? await readHead(path) : null;
    const format = stated ?? (await recognised(head as FileHead));
    const kind = head === null ? undefined : await format.streamOf?.(head);
    const name = kind === undefined ? format.name : `${format.name} ${kind}`;
    const stream = streams.find((other) => other.name === name);
    if (stream) stream.paths.push(path);
    else streams.push({ format, name, paths: [path] });
  }
  checkColumns(streams, options);
  return streams;
}

/** @throws {RangeError} if columns are named but no file is read by such names */
function checkColumns(streams: readonly Stream[], { columns }: OpenOptions): void {
  if (columns === undefined || streams.some(({ format }) => format.takesColumns)) return;
  const tables = FORMATS.filter(({ takesColumns }) => takesColumns).map(({ name }) => name);
  throw new RangeError(
    `volume-imbalance/open.openSources: columns are for ${tables.join(", ")}, ` +
      `"${streams[0].paths[0]}" is ${streams[0].format.name}: leave them out or give the format`,
  );
}

async function openStream({ format, paths }: Stream, options: OpenOptions): Promise<TickSource> {
  const source = await format.open(paths, options);
  const isCut = hasTimeLimits(options) && !format.cutsByTime;
  return isCut ? new TimeCutSource(source, options) : source;
}

/** Closes sources that were opened and will not be read. */
async function closeAll(sources: readonly TickSource[]): Promise<void> {
  for (const source of sources) for await (const _ of source) break;
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
 * Opens files of one instrument. Files of one format are one stream, read one after the other; what
 * the stream knows (the book's sequence, trade ids) is carried over from file to file, and facts
 * come from its first file. Streams of different formats are merged (`merge.ts`).
 * @param paths those of one stream in order of time
 * @throws {FormatError} as `openSource`; or if the streams are of different instruments
 */
export async function openSources(
  paths: readonly string[],
  options: OpenOptions = {},
): Promise<TickSource> {
  if (paths.length === 0) {
    throw new RangeError("volume-imbalance/open.openSources: paths must name a file, was empty");
  }
  checkTimeLimits(options);
  const streams = await streamsOf(paths, options);
  if (streams.length === 1) return openStream(streams[0], options);
  const { batch: _, ...ofParts } = options;
  const sources: TickSource[] = [];
  try {
    for (const stream of streams) sources.push(await openStream(stream, ofParts));
  } catch (error) {
    await closeAll(sources).catch(() => undefined);
    throw error;
  }
  return MergedSource.open(sources, options);
}
