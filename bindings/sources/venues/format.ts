/** Recordings of venues' messages as formats that can be opened. */
import type { Format } from "../format.ts";
import { FileSource } from "../reading/file-source.ts";
import { LineReader } from "../reading/lines.ts";
import { VenueDecoder } from "./decoder.ts";
import { lookInto } from "./look.ts";
import type { Recording, ScannerFactory } from "./run.ts";

export function venueFormat(
  recording: Recording,
  { looksLike, recognises }: Pick<Format, "looksLike" | "recognises">,
  makeScanner: ScannerFactory = () => null,
): Format {
  return {
    name: recording.name,
    looksLike,
    recognises,
    async open(paths, options) {
      const look = await lookInto(recording, paths[0], options, makeScanner);
      const reader = await LineReader.open(paths[0]);
      try {
        const source = new FileSource(
          reader,
          paths,
          (opened, stats) => new VenueDecoder(recording, look, opened, stats, makeScanner),
          options,
        );
        await source.measure();
        return source;
      } catch (error) {
        await reader.close();
        throw error;
      }
    },
  };
}
