/**
 * The block of one side of a book: its record, sizes by key, what is occupied, settled best levels.
 */
import * as abi from "../../assembly/abi.ts";
import { Ladder } from "./layout.ts";
import { evenBytes, stride } from "./units.ts";

/** Bytes of a level beyond the window: key and size. */
export const LEVEL_BYTES = 16;

/** Bytes of the block, and its planned fields but `overflow`, which lies elsewhere. */
export function ladderBlock(window: number, topLevels: number) {
  const sizes = stride(Ladder.bytes);
  const occupied = sizes + window * 8;
  const marks = occupied + window;
  const hints = marks + Math.max(8, window / 64);
  const topKeys = hints + 4 * abi.HINTS;
  const topSizes = topKeys + stride(topLevels * 4);
  const topSums = topSizes + evenBytes(topLevels);
  const topChanges = topSums + evenBytes(topLevels);
  const fields = {
    window,
    mask: window - 1,
    sizes,
    occupied,
    marks,
    hints,
    topKeys,
    topSizes,
    topSums,
    topChanges,
  };
  return { bytes: topChanges + evenBytes(topLevels), fields };
}
