/**
 * The MBO records of a small DBN file as rows of Databento's CSV: binary recordings exist of this
 * schema where CSV ones do not. Layout from databento.com/docs, "DBN encoding", version 1.
 */
import { readFileSync } from "node:fs";
import { decompress } from "fzstd";

const MBO = 160;
const METADATA_START = 8;
const WORD = 4;
const HEADER =
  "ts_recv,ts_event,rtype,publisher_id,instrument_id,action,side,price,size,channel_id," +
  "order_id,flags,ts_in_delta,sequence";

export function mboRows(path: string): string[] {
  const bytes = decompress(readFileSync(path));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows = [HEADER];
  let at = METADATA_START + view.getUint32(WORD, true);
  for (; at < bytes.length; at += bytes[at] * WORD) {
    if (bytes[at + 1] === MBO) rows.push(rowAt(view, at));
  }
  return rows;
}

function rowAt(view: DataView, at: number): string {
  return [
    view.getBigUint64(at + 40, true),
    view.getBigUint64(at + 8, true),
    MBO,
    view.getUint16(at + 2, true),
    view.getUint32(at + 4, true),
    String.fromCharCode(view.getUint8(at + 38)),
    String.fromCharCode(view.getUint8(at + 39)),
    view.getBigInt64(at + 24, true),
    view.getUint32(at + 32, true),
    view.getUint8(at + 37),
    view.getBigUint64(at + 16, true),
    view.getUint8(at + 36),
    view.getInt32(at + 48, true),
    view.getUint32(at + 52, true),
  ].join(",");
}
