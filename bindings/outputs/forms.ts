/** The forms that rows are written in, by the ending of a file's name. */
import { ArrowWriter } from "./arrow-writer.ts";
import { CsvWriter } from "./csv-writer.ts";
import { NdjsonWriter } from "./ndjson-writer.ts";
import { ParquetRowWriter } from "./parquet-writer.ts";
import type { RowSchema } from "./row-schema.ts";
import type { ByteSink, RowWriter } from "./row-writer.ts";

/** A form that rows are written in. */
export type RowForm = "csv" | "ndjson" | "parquet" | "arrow stream" | "arrow file";

const FORMS: Readonly<Record<string, RowForm>> = {
  ".csv": "csv",
  ".parquet": "parquet",
  ".arrow": "arrow file",
  ".feather": "arrow file",
  ".arrows": "arrow stream",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
};

/** Form of a file by the ending of its name; undefined if it is none of the known ones. */
export function formOf(path: string): RowForm | undefined {
  const ending = /\.[^./\\]+$/.exec(path)?.[0].toLowerCase();
  return ending === undefined ? undefined : FORMS[ending];
}

/** Why a file is not written that has another ending, and what to do. */
export function unknownEnding(path: string): string {
  const known = Object.keys(FORMS).join(", ");
  return `"${path}" must end in one of ${known}: the ending says what is written`;
}

/** A writer that holds one block of rows at most. */
export function rowWriter(form: RowForm, sink: ByteSink, schema: RowSchema): RowWriter {
  switch (form) {
    case "csv":
      return new CsvWriter(sink, schema);
    case "ndjson":
      return new NdjsonWriter(sink, schema);
    case "parquet":
      return new ParquetRowWriter(sink, schema);
    case "arrow stream":
      return new ArrowWriter(sink, schema, "stream");
    case "arrow file":
      return new ArrowWriter(sink, schema, "file");
  }
}
