/** Arrays of hftbacktest's events as NumPy writes them. */

export interface Event {
  readonly ev: number;
  readonly exchUs: number;
  readonly localUs: number;
  readonly px: number;
  readonly qty: number;
  /** Exact times, where microseconds are not enough. */
  readonly exchNs?: bigint;
  readonly localNs?: bigint;
}

const TYPES: Readonly<Record<string, string>> = {
  ev: "<u8",
  exch_ts: "<i8",
  local_ts: "<i8",
  px: "<f8",
  qty: "<f8",
  order_id: "<u8",
  ival: "<i8",
  fval: "<f8",
};

export function npyOf(events: readonly Event[], fields = Object.keys(TYPES)): Uint8Array {
  const descr = fields.map((name) => `('${name}', '${TYPES[name]}')`).join(", ");
  const text = `{'descr': [${descr}], 'fortran_order': False, 'shape': (${events.length},), }`;
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + length + events.length * fields.length * 8);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, length & 255, length >> 8]);
  bytes.set(new TextEncoder().encode(`${text.padEnd(length - 1)}\n`), 10);
  const view = new DataView(bytes.buffer, 10 + length);
  for (const [row, event] of events.entries()) {
    for (const [column, name] of fields.entries())
      put(view, (row * fields.length + column) * 8, name, event);
  }
  return bytes;
}

function put(view: DataView, at: number, name: string, event: Event): void {
  if (name === "ev") view.setBigUint64(at, BigInt(event.ev), true);
  if (name === "exch_ts") view.setBigInt64(at, event.exchNs ?? BigInt(event.exchUs) * 1000n, true);
  if (name === "local_ts")
    view.setBigInt64(at, event.localNs ?? BigInt(event.localUs) * 1000n, true);
  if (name === "px") view.setFloat64(at, event.px, true);
  if (name === "qty") view.setFloat64(at, event.qty, true);
}
