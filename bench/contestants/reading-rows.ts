/**
 * CSV as it is read with packages: a row is an array of texts, `Number` makes numbers of them.
 *
 * Everyone is used the way that was fastest here: papaparse with a callback a row (arrays of all
 * rows take twice the time), csv-parse in both of its forms.
 */
import { createReadStream, readFileSync } from "node:fs";
import { finished } from "node:stream/promises";
import * as abi from "../../assembly/abi.ts";
import { loadCsvPeers } from "../peers.ts";
import { type HandOver, type Reading, RecordWriter } from "./reading.ts";

export type Row = readonly string[];
/** Turns one row into records. */
export type TakeRow = (row: Row, writer: RecordWriter) => void;
/** Makes what reads the rows of one file. */
export type RowForm = () => TakeRow;

const TRADES = { buy: abi.SIDE_BUY, sell: abi.SIDE_SELL, unknown: 0 };

export const tardisTradeRows: RowForm = () => (row, writer) => {
  const side = TRADES[row[5] as keyof typeof TRADES];
  writer.add(Number(row[2]), Number(row[6]), Number(row[7]), abi.KIND_TRADE | side);
};

export const tardisBookRows: RowForm = () => {
  let isInSnapshot = false;
  return (row, writer) => {
    const timeUs = Number(row[2]);
    const isSnapshot = row[4] === "true";
    if (isSnapshot && !isInSnapshot) writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
    isInSnapshot = isSnapshot;
    const side = row[5] === "bid" ? abi.SIDE_BID : abi.SIDE_ASK;
    writer.add(timeUs, Number(row[6]), Number(row[7]), abi.KIND_LEVEL_SET | side);
  };
};

export const binanceTradeRows: RowForm = () => (row, writer) => {
  const side = row[5] === "true" ? abi.SIDE_SELL : abi.SIDE_BUY;
  writer.add(Number(row[4]) * 1000, Number(row[1]), Number(row[2]), abi.KIND_TRADE | side);
};

/** The contestants that read rows; all of them pass over the header row. */
export async function rowReadings(form: RowForm): Promise<Record<string, Reading>> {
  const { parse, parseSync, papaparse } = await loadCsvPeers();

  function readSync(path: string, handOver: HandOver): void {
    const take = form();
    const writer = new RecordWriter(handOver);
    for (const row of parseSync(readFileSync(path), { from_line: 2 })) take(row, writer);
    writer.finish();
  }

  async function readStream(path: string, handOver: HandOver): Promise<void> {
    const take = form();
    const writer = new RecordWriter(handOver);
    const parser = createReadStream(path).pipe(parse({ from_line: 2 }));
    parser.on("readable", () => {
      for (let row = parser.read(); row !== null; row = parser.read()) take(row, writer);
    });
    await finished(parser);
    writer.finish();
  }

  function readPapaparse(path: string, handOver: HandOver): void {
    const take = form();
    const writer = new RecordWriter(handOver);
    papaparse.parse(readFileSync(path, "utf8"), {
      delimiter: ",",
      skipEmptyLines: true,
      skipFirstNLines: 1,
      step: ({ data }) => take(data, writer),
    });
    writer.finish();
  }

  function readSplit(path: string, handOver: HandOver): void {
    const take = form();
    const writer = new RecordWriter(handOver);
    const text = readFileSync(path, "latin1");
    let start = text.indexOf("\n") + 1;
    for (let end = text.indexOf("\n", start); end >= 0; end = text.indexOf("\n", start)) {
      take(text.slice(start, end).split(","), writer);
      start = end + 1;
    }
    writer.finish();
  }

  return {
    "csv-parse-sync": readSync,
    "csv-parse-stream": readStream,
    papaparse: readPapaparse,
    split: readSplit,
  };
}

export const ROW_READERS = ["csv-parse-sync", "csv-parse-stream", "papaparse", "split"] as const;
