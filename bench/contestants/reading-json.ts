/**
 * JSON lines as they are read without us: `JSON.parse` a line, `Number` a field, and the venue's
 * rules for the book as far as sound recordings need them.
 */
import { readFileSync } from "node:fs";
import * as abi from "../../assembly/abi.ts";
import { type HandOver, type Reading, RecordWriter } from "./reading.ts";

type Pairs = readonly (readonly [price: string, size: string])[];
type TakeLine = (line: string, writer: RecordWriter) => void;

const BID = abi.KIND_LEVEL_SET | abi.SIDE_BID;
const ASK = abi.KIND_LEVEL_SET | abi.SIDE_ASK;
const BUY = abi.KIND_TRADE | abi.SIDE_BUY;
const SELL = abi.KIND_TRADE | abi.SIDE_SELL;

function addLevels(writer: RecordWriter, timeUs: number, bids: Pairs, asks: Pairs): void {
  for (const [price, size] of bids) writer.add(timeUs, Number(price), Number(size), BID);
  for (const [price, size] of asks) writer.add(timeUs, Number(price), Number(size), ASK);
}

interface DepthEvent {
  readonly T: number;
  readonly u: number;
  readonly b: Pairs;
  readonly a: Pairs;
}

/** Quotes beside the depth are not even parsed. */
function binanceLines(): TakeLine {
  let held: DepthEvent[] = [];
  let snapshotId = NaN;

  function takeDepth(event: DepthEvent, writer: RecordWriter): void {
    if (Number.isNaN(snapshotId)) held.push(event);
    else if (event.u >= snapshotId) addLevels(writer, event.T * 1000, event.b, event.a);
  }

  return (line, writer) => {
    if (line.includes("@bookTicker")) return;
    const message = JSON.parse(line.slice(line.indexOf(" ") + 1));
    const data = message.data ?? message;
    if (data.e === "depthUpdate") {
      takeDepth(data, writer);
    } else if (data.e === "trade") {
      const side = data.m ? SELL : BUY;
      if (data.X === "MARKET") writer.add(data.T * 1000, Number(data.p), Number(data.q), side);
    } else if (data.lastUpdateId !== undefined) {
      snapshotId = data.lastUpdateId;
      writer.add(data.T * 1000, 0, 0, abi.KIND_CLEAR);
      addLevels(writer, data.T * 1000, data.bids, data.asks);
      for (const event of held) takeDepth(event, writer);
      held = [];
    }
  };
}

function bybitLines(): TakeLine {
  return (line, writer) => {
    const { type, data, cts } = JSON.parse(line);
    const timeUs = cts * 1000;
    if (type === "snapshot") writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
    addLevels(writer, timeUs, data.b, data.a);
  };
}

function reading(makeTake: () => TakeLine): Reading {
  return (path: string, handOver: HandOver) => {
    const take = makeTake();
    const writer = new RecordWriter(handOver);
    const text = readFileSync(path, "latin1");
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      take(text.slice(start, end), writer);
      start = end + 1;
    }
    writer.finish();
  };
}

export const readBinanceJson: Reading = reading(binanceLines);
export const readBybitJson: Reading = reading(bybitLines);
