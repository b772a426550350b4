/** Data of hftbacktest: NumPy arrays of events, alone or in an archive. */
import type { Format } from "../format.ts";
import { isNpy, npyText } from "./npy.ts";
import { HftSource } from "./source.ts";

const FIELDS = ["'ev'", "'exch_ts'", "'local_ts'", "'px'", "'qty'"];

export const hftbacktest: Format = {
  name: "hftbacktest",
  looksLike: 'a NumPy archive (.npz) with an array "data" of events, or such an array (.npy)',
  recognises: ({ bytes }) => {
    const text = isNpy(bytes) ? npyText(bytes) : "";
    return FIELDS.every((field) => text.includes(field));
  },
  open: (paths, options) => HftSource.open(paths, options),
};
