/** What the script in the page draws, from what the recorder kept. */
import * as abi from "../../assembly/abi.ts";
import type { Marks } from "./buckets.ts";
import {
  type DistributionData,
  type HeatMapData,
  type MarkData,
  type Payload,
  pack,
  type ShadeData,
  type TimePanelData,
} from "./payload.ts";
import type { Recorder } from "./recorder.ts";

const UNKNOWN = abi.FLAG_INVALID_BOOK | abi.FLAG_GAP | abi.FLAG_HALTED;
const DOUBTFUL =
  abi.FLAG_TIME_REVERSAL |
  abi.FLAG_CROSSED |
  abi.FLAG_LOCKED |
  abi.FLAG_BAD_SIZE |
  abi.FLAG_BAD_TICK |
  abi.FLAG_OFF_GRID |
  abi.FLAG_DELTA_IGNORED;

function markData(marks: Marks): MarkData {
  const list = marks.marks();
  const packed = (value: (mark: (typeof list)[number]) => number) =>
    pack(Float64Array.from(list, value));
  return {
    times: packed(({ time }) => time),
    values: packed(({ value }) => value),
    counts: packed(({ count }) => count),
  };
}

function panelData(recorder: Recorder): TimePanelData[] {
  return recorder.panels.map(({ id, unit, height, lines, range, levels = [] }, at) => {
    const series = recorder.lines(at);
    const alarms = recorder.alarms(at);
    return {
      ...{ id, unit, height, levels },
      lines: lines.map(({ label, role }, line) => ({
        ...{ label, role },
        values: pack(series[line].values()),
      })),
      ...(range === undefined ? {} : { range }),
      ...(alarms === null
        ? {}
        : { alarms: { up: markData(alarms.up), down: markData(alarms.down) } }),
    };
  });
}

function distributionData(recorder: Recorder): DistributionData[] {
  return recorder.distributions.map(({ name, unit, column, histogram, autocorrelation }) => {
    const { mean, sigma, known } = recorder.moments[column];
    return {
      ...{ id: name, unit, mean, sigma, known },
      histogram: histogram.bars(),
      autocorrelation: autocorrelation.values(),
    };
  });
}

/** Everything the script draws. */
export function pagePayload(
  recorder: Recorder,
  heatMap: HeatMapData | null,
  tickSize: number,
): Payload {
  const shades = (kind: ShadeData["kind"], mask: number) =>
    recorder.flagged(mask).map((stretch) => ({ ...stretch, kind }));
  return {
    tickSize,
    times: pack(recorder.grid.times()),
    panels: panelData(recorder),
    heatMap,
    distributions: distributionData(recorder),
    alarmRate: recorder.rate.data(),
    shades: [...shades("unknown", UNKNOWN), ...shades("doubtful", DOUBTFUL)],
  };
}

/** JSON that can stand in a script element whatever its strings hold. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
