/**
 * Plans the bytes of an engine: which blocks there are, where they lie, and what the core must know
 * before the first tick. The same options and capacities always give the same plan.
 */
import * as abi from "../../assembly/abi.ts";
import { chartFacts } from "./chart-facts.ts";
import { TIMED_SCORE_ROWS } from "./columns.ts";
import { engineFacts, laneFacts, lotUnits, opFacts } from "./facts.ts";
import { LEVEL_BYTES, ladderBlock } from "./ladder-block.ts";
import {
  Chart,
  DatedTickSize,
  EngineState,
  Entry,
  Event,
  Ewm,
  Ladder,
  Lane,
  Mlofi,
  Ofi,
  OfiWindow,
  Op,
  Ring,
  Rolling,
  Session,
  Trade,
  TradeWindow,
  Volatility,
} from "./layout.ts";
import type { CheckedOptions } from "./options.ts";
import { RecordView } from "./record.ts";
import { type DerivedBlock, planSteps, type Steps } from "./steps.ts";
import { evenBytes, powerOfTwo, rateOf, stride } from "./units.ts";

const BLOCK_ALIGNMENT = 64;

interface Block {
  readonly kind: number;
  readonly offset: number;
  readonly bytes: number;
  /** Bytes at its head that are written by the plan and not moved. */
  readonly planned: number;
  /** Records of a growing block. */
  readonly records: number;
}

export interface Plan {
  readonly bytes: number;
  /** Offset of each ladder from the state, 0 for none. */
  readonly bidLadder: number;
  readonly askLadder: number;
  readonly blocks: readonly Block[];
  readonly grow: (block: number) => Plan;
  /** Records of every growing block, to plan the same bytes again. */
  readonly capacities: readonly number[];
  /** Writes the planned part of the state at `base`; the core then brings it to rest. */
  write(view: DataView, base: number): void;
}

/** @param capacities records of the growing blocks, in order; default from the options */
export function planEngine(options: CheckedOptions, capacities?: readonly number[]): Plan {
  return new Planner(options, planSteps(options), capacities).plan();
}

class Planner {
  readonly #options: CheckedOptions;
  readonly #steps: Steps;
  readonly #given: readonly number[] | undefined;
  readonly #blocks: Block[] = [];
  readonly #capacities: number[] = [];
  readonly #writers: ((view: DataView, base: number) => void)[] = [];
  #end = abi.ENGINE_BYTES;

  constructor(options: CheckedOptions, steps: Steps, capacities: readonly number[] | undefined) {
    this.#options = options;
    this.#steps = steps;
    this.#given = capacities;
  }

  plan(): Plan {
    const steps = this.#steps;
    const capacity = this.#options.capacity;
    const hasLadder = this.#options.book === "ladder";
    const messageLevels = Math.max(1, steps.flowLevels);
    const topLevels = Math.max(messageLevels, steps.rowLevels);
    const bidLadder = hasLadder ? this.#ladder(topLevels) : 0;
    const askLadder = hasLadder ? this.#ladder(topLevels) : 0;
    const lanes = this.#lanes();
    const windows = steps.tradeWindows;
    const tradeRing = windows.length > 0 ? this.#ring(Trade.bytes, capacity.trades) : 0;
    const tradeWindows = windows.map((item, index) => this.#tradeWindow(item, index === 0));
    const session = steps.needsSession ? this.#fixed(Session.bytes, 0) : 0;
    const ofi = steps.needsOfi ? this.#fixed(Ofi.bytes, 0) : 0;
    const ofiRing = steps.ofiSpansUs.length > 0 ? this.#ring(Event.bytes, capacity.events) : 0;
    const ofiWindows = steps.ofiSpansUs.map((span, index) => this.#ofiWindow(span, index === 0));
    const mlofi = steps.flowLevels > 0 ? this.#mlofi(steps.flowLevels) : 0;
    const volatilities = steps.volatilitySpansUs.map((span, index) =>
      this.#volatility(span, index === 0),
    );
    const derived = steps.derived.map((block) => this.#derived(block));
    const lists = { tradeWindows, ofiWindows, volatilities, derived };
    const ops = this.#reserve(steps.steps.length * stride(Op.bytes));
    const values = this.#reserve(steps.valueCount * 8);
    const fundings = this.#options.fundingTimesUs;
    const fundingTimes = this.#reserve(fundings.length * 8);
    const dated = this.#options.tickSizes;
    const tickSizes = this.#reserve(dated.length * DatedTickSize.bytes);
    const ringOffsets = this.#blocks
      .filter(({ kind }) => kind === abi.BLOCK_RING)
      .map(({ offset }) => offset);
    const rings = this.#reserve(ringOffsets.length * 4);
    const directory = this.#reserve(this.#blocks.length * Entry.bytes);
    this.#writers.push((view, base) => {
      new RecordView(view, EngineState, base).set({
        ...engineFacts(this.#options, this.#end),
        messageLevels,
        rowLevels: steps.rowLevels,
        bidLadder,
        askLadder,
        lanes,
        fundingTimes,
        fundingTimeCount: fundings.length,
        tickSizes,
        tickSizeCount: dated.length,
        tradeRing,
        tradeWindows: tradeWindows[0] ?? 0,
        tradeWindowCount: tradeWindows.length,
        session,
        ofi,
        ofiRing,
        ofiWindows: ofiWindows[0] ?? 0,
        ofiWindowCount: ofiWindows.length,
        mlofi,
        volatilities: volatilities[0] ?? 0,
        volatilityCount: volatilities.length,
        ops,
        opCount: steps.steps.length,
        values,
        outputCount: this.#options.columns.length,
        rings,
        ringCount: ringOffsets.length,
        directory,
        directoryCount: this.#blocks.length,
      });
      const lotsPerUnit = lotUnits(this.#options).count;
      for (const [index, step] of steps.steps.entries()) {
        const block = step.block ? lists[step.block.list][step.block.index] : 0;
        const at = base + ops + index * stride(Op.bytes);
        new RecordView(view, Op, at).set(opFacts(step, block, lotsPerUnit));
      }
      for (const [index, { fromUs, tickSize }] of dated.entries()) {
        const officialTicks = Math.round(tickSize / this.#options.tickSize);
        const at = base + tickSizes + index * DatedTickSize.bytes;
        new RecordView(view, DatedTickSize, at).set({ from: fromUs, officialTicks });
      }
      for (const [index, timeUs] of fundings.entries()) {
        view.setFloat64(base + fundingTimes + index * 8, timeUs, true);
      }
      for (const [index, offset] of ringOffsets.entries()) {
        view.setUint32(base + rings + index * 4, offset, true);
      }
      for (const [index, { kind, offset, bytes, planned }] of this.#blocks.entries()) {
        const at = base + directory + index * Entry.bytes;
        new RecordView(view, Entry, at).set({ kind, offset, bytes, planned });
      }
    });
    return this.#result(bidLadder, askLadder);
  }

  #result(bidLadder: number, askLadder: number): Plan {
    const writers = this.#writers;
    const capacities = this.#capacities;
    const growing = this.#blocks.filter((block) => block.records > 0);
    return {
      bytes: this.#end,
      bidLadder,
      askLadder,
      blocks: this.#blocks,
      capacities,
      grow: (block) => {
        const index = growing.indexOf(this.#blocks[block]);
        const larger = capacities.map((records, at) => (at === index ? records * 2 : records));
        return planEngine(this.#options, larger);
      },
      write: (view, base) => {
        for (const write of writers) write(view, base);
      },
    };
  }

  #reserve(bytes: number): number {
    const offset = Math.ceil(this.#end / BLOCK_ALIGNMENT) * BLOCK_ALIGNMENT;
    this.#end = offset + bytes;
    return offset;
  }

  /** A block of fixed size; the later items of a list lie right behind the first. */
  #fixed(bytes: number, planned: number, isFirst = true): number {
    const offset = isFirst ? this.#reserve(bytes) : this.#end;
    this.#end = offset + bytes;
    this.#blocks.push({ kind: abi.BLOCK_FIXED, offset, bytes, planned, records: 0 });
    return offset;
  }

  #growing(kind: number, recordBytes: number, standard: number): number {
    const records = this.#given?.[this.#capacities.length] ?? powerOfTwo(standard);
    this.#capacities.push(records);
    const bytes = Ring.bytes + records * recordBytes;
    const offset = this.#reserve(bytes);
    this.#blocks.push({ kind, offset, bytes, planned: 0, records });
    this.#writers.push((view, base) => {
      new RecordView(view, Ring, base + offset).set({ mask: records - 1, stride: recordBytes });
    });
    return offset;
  }

  #ring(recordBytes: number, records: number): number {
    return this.#growing(abi.BLOCK_RING, recordBytes, records);
  }

  #ladder(topLevels: number): number {
    const { bytes, fields } = ladderBlock(this.#options.ladderTicks, topLevels);
    const offset = this.#fixed(bytes, Ladder.fields.base.offset);
    const list = this.#growing(abi.BLOCK_LIST, LEVEL_BYTES, this.#options.capacity.overflow);
    this.#writers.push((view, base) => {
      const overflow = list - offset;
      new RecordView(view, Ladder, base + offset).set({ ...fields, overflow });
    });
    return offset;
  }

  #lanes(): number {
    const offset = this.#reserve(2 * Lane.bytes);
    this.#writers.push((view, base) => {
      for (const [index, sign] of [1, -1].entries()) {
        const at = base + offset + index * Lane.bytes;
        new RecordView(view, Lane, at).set(laneFacts(this.#options, sign));
      }
    });
    return offset;
  }

  #tradeWindow(item: Steps["tradeWindows"][number], isFirst: boolean): number {
    const { window, wantsPrice, wantsSigma } = item;
    const planned = TradeWindow.fields.tail.offset;
    const offset = this.#fixed(TradeWindow.bytes, planned, isFirst);
    this.#writers.push((view, base) => {
      const { kind, span } = window;
      const fields = {
        kind,
        span,
        wantsPrice: wantsPrice ? 1 : 0,
        wantsSigma: wantsSigma ? 1 : 0,
      };
      new RecordView(view, TradeWindow, base + offset).set(fields);
    });
    return offset;
  }

  #ofiWindow(span: number, isFirst: boolean): number {
    const planned = OfiWindow.fields.sum.offset;
    const offset = this.#fixed(stride(OfiWindow.bytes), planned, isFirst);
    this.#writers.push((view, base) => {
      new RecordView(view, OfiWindow, base + offset).set({ span });
    });
    return offset;
  }

  #volatility(spanUs: number, isFirst: boolean): number {
    const bytes = Volatility.bytes + abi.VOLATILITY_RETURNS * 8;
    const offset = this.#fixed(bytes, Volatility.fields.count.offset, isFirst);
    const step = Math.max(1, Math.round(spanUs / abi.VOLATILITY_RETURNS));
    this.#writers.push((view, base) => {
      const fields = { step, capacity: abi.VOLATILITY_RETURNS };
      new RecordView(view, Volatility, base + offset).set(fields);
    });
    return offset;
  }

  #mlofi(levels: number): number {
    const bytes = Mlofi.bytes + 2 * evenBytes(levels);
    const offset = this.#fixed(bytes, Mlofi.fields.hasPrevious.offset);
    this.#writers.push((view, base) => {
      new RecordView(view, Mlofi, base + offset).set({ levels });
    });
    return offset;
  }

  #derived(block: DerivedBlock): number {
    if (block.kind === "rolling") return this.#rolling(block);
    if (block.kind === "ewm") return this.#ewm(block);
    return this.#chart(block);
  }

  #rolling(block: Extract<DerivedBlock, { kind: "rolling" }>): number {
    const { rows, spanUs: span } = block;
    const wantsMoments = block.wantsMoments ? 1 : 0;
    const wantsScore = block.wantsScore ? 1 : 0;
    const offset = this.#fixed(stride(Rolling.bytes), Rolling.fields.why.offset);
    const ring =
      span > 0 ? this.#ring(Event.bytes, this.#options.capacity.windowRows) : this.#rowRing(rows);
    this.#writers.push((view, base) => {
      const minimum = span > 0 ? TIMED_SCORE_ROWS : rows;
      const record = new RecordView(view, Rolling, base + offset);
      record.set({ span, rows, ring, minimum, wantsMoments, wantsScore });
    });
    return offset;
  }

  /** A ring that never holds more than `rows` values needs no room to grow. */
  #rowRing(rows: number): number {
    const records = powerOfTwo(rows);
    const offset = this.#fixed(Ring.bytes + records * Event.bytes, 0);
    this.#writers.push((view, base) => {
      new RecordView(view, Ring, base + offset).set({ mask: records - 1, stride: Event.bytes });
    });
    return offset;
  }

  #ewm({ halfLife, isTimed }: Extract<DerivedBlock, { kind: "ewm" }>): number {
    const offset = this.#fixed(stride(Ewm.bytes), Ewm.fields.why.offset);
    this.#writers.push((view, base) => {
      const rate = isTimed ? halfLife : rateOf(halfLife);
      new RecordView(view, Ewm, base + offset).set({ rate, isTimed: isTimed ? 1 : 0 });
    });
    return offset;
  }

  #chart({ spec }: Extract<DerivedBlock, { kind: "chart" }>): number {
    const offset = this.#fixed(stride(Chart.bytes), Chart.fields.why.offset);
    this.#writers.push((view, base) => {
      new RecordView(view, Chart, base + offset).set(chartFacts(spec));
    });
    return offset;
  }
}
