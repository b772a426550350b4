/**
 * What a format is to those who open files: a name, a look, and a way to open it.
 */
import { type DecoderFactory, FileSource } from "./reading/file-source.ts";
import type { FileHead } from "./reading/head.ts";
import { LineReader } from "./reading/lines.ts";
import type { OpenOptions, TickSource } from "./source.ts";

export interface Format {
  readonly name: string;
  /** What its files look like, for the message to the user. */
  readonly looksLike: string;
  /** Its sources keep to `from` and `to` by themselves. */
  readonly cutsByTime?: true;
  /** Its columns are named by `columns`. */
  readonly takesColumns?: true;
  /**
   * What kind of stream the file holds, where the format has several (trades here, depth there):
   * files of one kind follow each other, files of different kinds are merged.
   */
  streamOf?(head: FileHead): Promise<string>;
  /** Is this a file of the format? Formats must not claim each other's files. */
  recognises(head: FileHead): boolean;
  /**
   * @param paths files of one stream, in order of time
   * @throws {FormatError} if the first one cannot be read
   */
  open(paths: readonly string[], options: OpenOptions): Promise<TickSource>;
}

/** A format of text, one decoder call per block of lines. */
export function lineFormat(
  format: Pick<Format, "name" | "looksLike" | "recognises"> & { makeDecoder: DecoderFactory },
): Format {
  const { name, looksLike, recognises, makeDecoder } = format;
  return {
    name,
    looksLike,
    recognises,
    async open(paths, options) {
      const reader = await LineReader.open(paths[0]);
      try {
        const source = new FileSource(reader, paths, makeDecoder, options);
        await source.measure();
        return source;
      } catch (error) {
        await reader.close();
        throw error;
      }
    },
  };
}
