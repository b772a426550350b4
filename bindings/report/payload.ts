/**
 * What the page carries besides its words: numbers as text, and what each panel draws of them. Both
 * sides read this file: the recorder that writes and the script in the page that draws.
 *
 * Numbers stand as base64 of their bytes (little endian), so that the page shows the very values of
 * the rows.
 */

/** A list of numbers in base64: Float64 for series, Float32 for the heat map. */
export type Packed = string;

/** One line of a panel; `values` belong to the times of the payload. */
export interface LineData {
  readonly label: string;
  /** Which colour: an index into the palette, or the part it plays. */
  readonly role: number | "band" | "center" | "limit";
  readonly values: Packed;
}

/** Alarms of one direction: where they began and how many stand for one mark. */
export interface MarkData {
  readonly times: Packed;
  readonly values: Packed;
  readonly counts: Packed;
}

export interface TimePanelData {
  readonly id: string;
  readonly unit: string;
  readonly height: number;
  readonly lines: readonly LineData[];
  /** Bounds of the vertical axis where they are known beforehand. */
  readonly range?: readonly [low: number, high: number];
  /** Fixed horizontal lines. */
  readonly levels: readonly number[];
  readonly alarms?: { readonly up: MarkData; readonly down: MarkData };
}

export interface HeatMapData {
  /** Beginning of each column, microseconds; one more for the end of the last. */
  readonly times: Packed;
  /** Mean resting size, Float32, column by column from the lowest price up; NaN is unknown. */
  readonly sizes: Packed;
  readonly columns: number;
  /** Cells of one side of the book. */
  readonly cells: number;
  readonly ticksPerCell: number;
}

export interface HistogramData {
  readonly from: number;
  readonly width: number;
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
}

export interface DistributionData {
  readonly id: string;
  readonly unit: string;
  readonly mean: number;
  readonly sigma: number;
  readonly known: number;
  readonly histogram: HistogramData;
  /** Of lag 1, 2, 3, ... rows; null where it does not exist. */
  readonly autocorrelation: readonly (number | null)[];
}

export interface AlarmRateData {
  readonly fromUs: number;
  readonly widthUs: number;
  readonly charts: readonly { readonly name: string; readonly counts: readonly number[] }[];
}

/** A stretch of time about which something must be known to read the panels. */
export interface ShadeData {
  readonly fromUs: number;
  readonly toUs: number;
  readonly kind: "unknown" | "doubtful";
}

export interface Payload {
  readonly tickSize: number;
  /** Times of all lines, microseconds since the Unix epoch. */
  readonly times: Packed;
  readonly panels: readonly TimePanelData[];
  readonly heatMap: HeatMapData | null;
  readonly distributions: readonly DistributionData[];
  readonly alarmRate: AlarmRateData | null;
  readonly shades: readonly ShadeData[];
}

const CHUNK_BYTES = 1 << 14;

/** Numbers as base64 of their bytes. */
export function pack(numbers: Float64Array | Float32Array): Packed {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  }
  return btoa(text);
}

function bytesOf(packed: Packed): ArrayBuffer {
  return Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)).buffer;
}

/** The numbers of `pack(Float64Array)`. */
export function unpack(packed: Packed): Float64Array {
  return new Float64Array(bytesOf(packed));
}

/** The numbers of `pack(Float32Array)`. */
export function unpackSingle(packed: Packed): Float32Array {
  return new Float32Array(bytesOf(packed));
}
