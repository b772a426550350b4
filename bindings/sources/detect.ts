/**
 * Opens files of ticks: the format is recognised by what the first lines look like, not by names.
 */
import { FormatError } from "../core/errors.ts";
import { BinanceRawDecoder } from "./binance-raw.ts";
import { type DecoderFactory, FileSource } from "./file-source.ts";
import { LineReader } from "./lines.ts";
import type { OpenOptions, TickSource } from "./source.ts";
import { TicksCsvDecoder } from "./ticks-csv.ts";

interface Format {
  readonly name: string;
  /** What its lines look like, for the message to the user. */
  readonly looksLike: string;
  recognises(lines: readonly string[]): boolean;
  readonly makeDecoder: DecoderFactory;
}

const FORMATS: readonly Format[] = [
  {
    name: "binance-raw",
    looksLike: '`<receive time, ns> {"stream":...}`',
    recognises: (lines) => lines.some((line) => /^\d{13,19} \{/.test(line)),
    makeDecoder: (options, stats) => new BinanceRawDecoder(options, stats),
  },
  {
    name: "ticks-csv",
    looksLike: "a header row `time_us,kind,side,price,size`",
    recognises: (lines) => {
      const header = lines.find((line) => line !== "" && !line.startsWith("#")) ?? "";
      const names = header.split(",").map((name) => name.trim().toLowerCase());
      return names.includes("time_us") && names.includes("kind");
    },
    makeDecoder: (options, stats) => new TicksCsvDecoder(options, stats),
  },
];

/** Names of the formats that can be opened. */
export const formatNames: readonly string[] = FORMATS.map(({ name }) => name);

/** Bytes and lines looked at to recognise a format. */
const HEAD_BYTES = 4096;
const HEAD_LINES = 20;
const SHOWN_CHARACTERS = 60;

function knownFormats(): string {
  return FORMATS.map(({ name, looksLike }) => `${name} (${looksLike})`).join(", ");
}

function formatOf(reader: LineReader, name: string | undefined): Format {
  if (name !== undefined) {
    const format = FORMATS.find((candidate) => candidate.name === name);
    if (format) return format;
    throw new RangeError(
      `volume-imbalance/detect.openSource: format must be one of ${formatNames.join(", ")}, ` +
        `was "${name}"`,
    );
  }
  const end = Math.min(reader.end, HEAD_BYTES);
  const text = new TextDecoder().decode(reader.buffer.subarray(0, end));
  const lines = text.split(/\r?\n/, HEAD_LINES);
  const format = FORMATS.find((candidate) => candidate.recognises(lines));
  if (format) return format;
  const shown = lines[0].slice(0, SHOWN_CHARACTERS);
  const first = shown.length < lines[0].length ? `${shown}...` : shown;
  throw new FormatError(
    `volume-imbalance/detect.openSource: "${reader.path}" must be of a known format: ` +
      `${knownFormats()}; its first line is \`${first}\``,
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
    throw new RangeError("volume-imbalance/detect.openSources: paths must name a file, was empty");
  }
  const reader = await LineReader.open(paths[0]);
  try {
    const format = formatOf(reader, options.format);
    const source = new FileSource(reader, paths, format.makeDecoder, options);
    await source.measure();
    return source;
  } catch (error) {
    await reader.close();
    throw error;
  }
}
