/**
 * tardis.dev `book_snapshot_5`, `book_snapshot_25` or of any other depth N: in every row the best N
 * levels of both sides, `asks[0].price`, `asks[0].amount`, `bids[0].price`, ...; empty cells where
 * there are fewer.
 *
 * A row is turned into the levels by which it differs from the row before. The first row of a file
 * is a clear and all its levels; so is the first one behind a row without any level, which is how
 * the files look while the book was unknown (a connection lost). Other marks of a reconnect they
 * have none. A row in which nothing changed is a message without levels.
 */
import * as abi from "../../../assembly/abi.ts";
import type { Cells } from "../reading/cells.ts";
import type { GridGuess } from "../reading/grid.ts";
import type { MessageWriter } from "../reading/message-writer.ts";
import type { SourceStats } from "../source.ts";
import { LevelColumns } from "./level-columns.ts";
import type { TardisKind } from "./rows.ts";

/** Columns of the touch; deeper levels are read as far as the header row names them. */
export const BOOK_SNAPSHOT_COLUMNS = [
  "asks[0].price",
  "asks[0].amount",
  "bids[0].price",
  "bids[0].amount",
] as const;

export class BookSnapshot implements TardisKind {
  readonly name = "tardis-book-snapshot";
  readonly columns = BOOK_SNAPSHOT_COLUMNS;
  readonly #stats: SourceStats;
  readonly #bids = new LevelColumns("bids");
  readonly #asks = new LevelColumns("asks");
  #isFresh = true;

  constructor(stats: SourceStats) {
    this.#stats = stats;
    stats.emptySnapshots = 0;
  }

  place(names: readonly string[], notes: string[]): void {
    this.#bids.place(names);
    this.#asks.place(names);
    this.#isFresh = true;
    const depth = Math.max(this.#bids.depth, this.#asks.depth);
    const note = `only the best ${depth} levels of each side are known`;
    if (!notes.includes(note)) notes.push(note);
  }

  show(cells: Cells, grid: GridGuess): void {
    this.#bids.show(cells, grid);
    this.#asks.show(cells, grid);
  }

  read(cells: Cells, writer: MessageWriter, timeUs: number, localUs: number): string {
    const reason = this.#bids.read(cells) || this.#asks.read(cells);
    if (reason !== "") return reason;
    const bids = this.#bids.side;
    const asks = this.#asks.side;
    const isEmpty = bids.count + asks.count === 0;
    writer.open(timeUs, localUs, NaN);
    if (isEmpty) this.#stats.emptySnapshots++;
    if (isEmpty || this.#isFresh) {
      bids.forget();
      asks.forget();
      writer.add(timeUs, 0, 0, abi.KIND_CLEAR);
    }
    bids.write(writer, timeUs);
    asks.write(writer, timeUs);
    this.#isFresh = isEmpty;
    return "";
  }

  finish(): void {}
}
