/**
 * Is the envelope of an Arrow message sound? The library that decodes it believes every count it
 * finds, so that one damaged byte can ask for more memory than there is.
 *
 * Places of fields are those of Arrow's Message.fbs and Schema.fbs.
 */
import type { FlatTable } from "./flat-table.ts";

/** Bytes of a field node, of a buffer's place, of a count. */
const NODE_BYTES = 16;
const BUFFER_BYTES = 16;
const LONG_BYTES = 8;
const OFFSET_BYTES = 4;
const MAX_FIELDS = 1e5;
const MAX_ROWS = 2 ** 31;
/** A value takes at least a bit, and a packed byte stands for at most so many. */
const VALUES_A_BYTE = 8;
const MAX_RATIO = 1000;
const UNION = 14;
const TIMESTAMP = 10;

/**
 * @param bodyBytes size of the values behind the envelope
 * @throws {RangeError} if a count does not fit into the message
 */
export function checkBatch(batch: FlatTable | null, bodyBytes: number): void {
  if (batch === null) throw new RangeError("a batch lacks its description");
  const rows = batch.long(4);
  const nodes = batch.count(6, NODE_BYTES);
  const buffers = batch.count(8, BUFFER_BYTES);
  batch.count(12, LONG_BYTES);
  const isPacked = batch.table(10) !== null;
  const most = bodyBytes * VALUES_A_BYTE * (isPacked ? MAX_RATIO : 1);
  const isOdd = !(rows >= 0 && rows < MAX_ROWS) || (buffers > 0 && rows > most);
  if (isOdd) throw new RangeError("a batch has an odd number of rows");
  for (let node = 0; node < nodes; node++) {
    const length = batch.longOf(6, node, NODE_BYTES);
    if (length >= 0 && (length <= rows || length <= most)) continue;
    throw new RangeError("a column has an odd number of values");
  }
}

/** @throws {RangeError} if a count does not fit into the message */
export function checkSchema(schema: FlatTable | null): void {
  if (schema === null) throw new RangeError("the schema is not there");
  checkTexts(schema, 8);
  schema.count(10, LONG_BYTES);
  checkFields(schema, 6, { left: MAX_FIELDS });
}

function checkFields(parent: FlatTable, place: number, budget: { left: number }): void {
  const count = parent.count(place, OFFSET_BYTES);
  budget.left -= count;
  if (budget.left < 0) throw new RangeError("there are too many fields");
  for (let index = 0; index < count; index++) {
    const field = parent.entry(place, index);
    field.count(4, 1);
    checkTexts(field, 16);
    const type = field.table(10);
    if (field.byte(8) === UNION) type?.count(6, OFFSET_BYTES);
    if (field.byte(8) === TIMESTAMP) type?.count(6, 1);
    checkFields(field, 14, budget);
  }
}

/** Pairs of texts that a schema or a field bears. */
function checkTexts(table: FlatTable, place: number): void {
  const count = table.count(place, OFFSET_BYTES);
  for (let index = 0; index < count; index++) {
    const pair = table.entry(place, index);
    pair.count(4, 1);
    pair.count(6, 1);
  }
}
