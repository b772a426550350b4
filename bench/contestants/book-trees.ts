/**
 * The book alone, over the sorted trees that users take for it: one set or delete a level, the best
 * ten of both sides iterated after each. Keys are whole ticks, bids negated: the best comes first.
 */
import * as abi from "../../assembly/abi.ts";
import type { TickBatch } from "../../bindings/core/tick-batch.ts";
import { peer } from "../kernels/peer.ts";
import type { PipelineOptions } from "./bench20.ts";
import { BLOCK, type BookUnderTest, TOP } from "./book-top10.ts";

/** One side of a book. */
interface Side {
  set(key: number, lots: number): void;
  delete(key: number): void;
  /** Sum of the best ten. */
  top(): number;
}

interface RedBlackIterator {
  readonly valid: boolean;
  readonly value: number;
  next(): void;
  update(value: number): RedBlackTree;
  remove(): RedBlackTree;
}

interface RedBlackTree {
  readonly begin: RedBlackIterator;
  find(key: number): RedBlackIterator;
  insert(key: number, value: number): RedBlackTree;
}

function redBlackSide(): Side {
  const create = peer<(compare: (a: number, b: number) => number) => RedBlackTree>(
    "functional-red-black-tree",
  );
  let tree = create((a, b) => a - b);
  return {
    set(key, lots) {
      const place = tree.find(key);
      tree = place.valid ? place.update(lots) : tree.insert(key, lots);
    },
    delete(key) {
      tree = tree.find(key).remove();
    },
    top() {
      let sum = 0;
      const place = tree.begin;
      for (let taken = 0; place.valid && taken < TOP; taken++, place.next()) sum += place.value;
      return sum;
    },
  };
}

interface BTree {
  set(key: number, value: number): boolean;
  delete(key: number): boolean;
  entries(lowest?: number, reused?: [number, number]): IterableIterator<[number, number]>;
}

function btreeSide(): Side {
  const { default: Tree } = peer<{ default: new () => BTree }>("sorted-btree");
  const tree = new Tree();
  const reused: [number, number] = [0, 0];
  return {
    set(key, lots) {
      tree.set(key, lots);
    },
    delete(key) {
      tree.delete(key);
    },
    top() {
      let sum = 0;
      let taken = 0;
      for (const [, lots] of tree.entries(undefined, reused)) {
        sum += lots;
        if (++taken === TOP) break;
      }
      return sum;
    },
  };
}

function treeBook(levels: TickBatch, options: PipelineOptions, side: () => Side): BookUnderTest {
  const ticksPerUnit = Math.round(1 / options.tickSize);
  const lotsPerUnit = Math.round(1 / options.lotSize);
  const depths = new Float64Array(2 * BLOCK);
  let sides = [side(), side()];

  function apply(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const isAsk = (levels.flagsAt(i) & abi.SIDE_MASK) === abi.SIDE_ASK;
      const ticks = Math.round(levels.priceAt(i) * ticksPerUnit);
      const lots = Math.round(levels.sizeAt(i) * lotsPerUnit);
      const changed = sides[isAsk ? 1 : 0];
      const key = isAsk ? ticks : -ticks;
      if (lots === 0) changed.delete(key);
      else changed.set(key, lots);
      const out = 2 * (i - from);
      depths[out] = sides[0].top();
      depths[out + 1] = sides[1].top();
    }
  }

  return {
    depths,
    perUnit: lotsPerUnit,
    apply,
    reset() {
      sides = [side(), side()];
    },
  };
}

export function createBookRedBlack(levels: TickBatch, options: PipelineOptions): BookUnderTest {
  return treeBook(levels, options, redBlackSide);
}

export function createBookBTree(levels: TickBatch, options: PipelineOptions): BookUnderTest {
  return treeBook(levels, options, btreeSide);
}
