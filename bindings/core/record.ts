/**
 * Writes and reads named fields of a record in linear memory, by the offsets of `layout.ts`.
 */

interface Field {
  readonly offset: number;
  readonly type: string;
}

/** A record by the names of its fields: their places as types would be most of the declarations. */
export interface RecordOf<Names extends string> {
  readonly bytes: number;
  readonly fields: Readonly<Record<Names, Field>>;
}

export type RecordLayout = RecordOf<string>;

export class RecordView<L extends RecordLayout> {
  readonly #view: DataView;
  readonly #layout: L;
  readonly #base: number;

  constructor(view: DataView, layout: L, base: number) {
    this.#view = view;
    this.#layout = layout;
    this.#base = base;
  }

  set(values: { readonly [F in keyof L["fields"]]?: number }): void {
    for (const [name, value] of Object.entries(values) as [string, number][]) {
      const { offset, type } = this.#layout.fields[name];
      if (type === "f64") this.#view.setFloat64(this.#base + offset, value, true);
      else this.#view.setUint32(this.#base + offset, value, true);
    }
  }

  get(name: keyof L["fields"] & string): number {
    const { offset, type } = this.#layout.fields[name];
    return type === "f64"
      ? this.#view.getFloat64(this.#base + offset, true)
      : this.#view.getUint32(this.#base + offset, true);
  }
}
