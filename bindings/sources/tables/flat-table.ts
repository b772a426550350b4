/**
 * A table of a FlatBuffer: fields by their place in the schema, each perhaps absent. What lies
 * outside of the buffer throws a RangeError, as `DataView` does.
 *
 * Source: "FlatBuffer Internals", flatbuffers.dev.
 */

export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  static root(view: DataView): FlatTable {
    return new FlatTable(view, view.getUint32(0, true));
  }

  byte(place: number): number {
    const at = this.#field(place);
    return at === 0 ? 0 : this.#view.getUint8(at);
  }

  long(place: number): number {
    const at = this.#field(place);
    return at === 0 ? 0 : Number(this.#view.getBigInt64(at, true));
  }

  table(place: number): FlatTable | null {
    const at = this.#field(place);
    return at === 0 ? null : new FlatTable(this.#view, this.#follow(at));
  }

  /** Entries of a list of `bytes` bytes each, or bytes of a text; all of them lie in the buffer. */
  count(place: number, bytes: number): number {
    const at = this.#field(place);
    if (at === 0) return 0;
    const list = this.#follow(at);
    const count = this.#view.getUint32(list, true);
    if (list + 4 + count * bytes <= this.#view.byteLength) return count;
    throw new RangeError("a list is too long");
  }

  /** Entry `index` of a list of tables. */
  entry(place: number, index: number): FlatTable {
    const list = this.#follow(this.#field(place));
    return new FlatTable(this.#view, this.#follow(list + 4 + 4 * index));
  }

  /** A whole number at the beginning of entry `index` of a list of entries of `bytes` bytes. */
  longOf(place: number, index: number, bytes: number): number {
    const list = this.#follow(this.#field(place));
    return Number(this.#view.getBigInt64(list + 4 + bytes * index, true));
  }

  /** Where a field lies; 0 if it is absent. */
  #field(place: number): number {
    const layout = this.#at - this.#view.getInt32(this.#at, true);
    if (place >= this.#view.getUint16(layout, true)) return 0;
    const offset = this.#view.getUint16(layout + place, true);
    return offset === 0 ? 0 : this.#at + offset;
  }

  #follow(at: number): number {
    return at + this.#view.getUint32(at, true);
  }
}
