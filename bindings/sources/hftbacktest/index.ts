/** Data of hftbacktest: NumPy arrays of events, alone or in an archive. */
import type { Format } from "../format.ts";
import { RowSource } from "../reading/row-source.ts";
import { HftFiles } from "./files.ts";
import { isNpy, npyText } from "./npy.ts";

const FIELDS = ["'ev'", "'exch_ts'", "'local_ts'", "'px'", "'qty'"];

export const hftbacktest: Format = {
  name: "hftbacktest",
  looksLike: 'a NumPy archive (.npz) with an array "data" of events, or such an array (.npy)',
  recognises: ({ bytes }) => {
    const text = isNpy(bytes) ? npyText(bytes) : "";
    return FIELDS.every((field) => text.includes(field));
  },
  open: (paths, options) =>
    RowSource.open((each, stats) => new HftFiles(each, stats), paths, options),
};
