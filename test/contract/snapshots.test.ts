/** A state that is not whole is refused with a typed error, and no other engine is harmed by it. */
import { describe, expect, test } from "vitest";
import { Engine, FormatError } from "../../bindings/index.ts";
import { Random } from "../helpers/random.ts";
import { toBatch } from "../helpers/ticks.ts";
import { makeMarket, withEngine } from "./stage.ts";

const ticks = makeMarket({ messages: 300 });
const bytes = withEngine({}, (engine) => {
  engine.push(toBatch(ticks));
  return engine.snapshot();
});

function refusal(state: Uint8Array): unknown {
  try {
    Engine.restore(state).dispose();
  } catch (error) {
    return error;
  }
  return null;
}

describe("snapshot: what is not a state is refused", () => {
  test.each([0, 1, 3, 4, 8, 32, 64, 100])("%i bytes of a state", (length) => {
    expect(refusal(bytes.slice(0, length))).toBeInstanceOf(FormatError);
  });

  test("a state cut anywhere", () => {
    const random = new Random(1);
    for (let i = 0; i < 50; i++) {
      const length = random.integer(1, bytes.length - 1);
      expect(refusal(bytes.slice(0, length)), `${length} bytes`).toBeInstanceOf(FormatError);
    }
  });

  test("a state with bytes behind it", () => {
    const longer = new Uint8Array(bytes.length + 8);
    longer.set(bytes);
    expect(refusal(longer)).toBeInstanceOf(FormatError);
  });

  test("a state with any one byte flipped", () => {
    const random = new Random(2);
    const first = Array.from({ length: 256 }, (_, i) => i);
    const others = Array.from({ length: 100 }, () => random.integer(0, bytes.length - 1));
    for (const at of [...first, ...others].filter((at) => at < bytes.length)) {
      const flipped = bytes.slice();
      flipped[at] ^= 1 << random.integer(0, 7);
      expect(refusal(flipped), `byte ${at}`).toBeInstanceOf(FormatError);
    }
  });

  test("bytes that were never a state", () => {
    const random = new Random(3);
    for (const length of [16, 1000, bytes.length]) {
      const foreign = Uint8Array.from({ length }, () => random.integer(0, 255));
      expect(refusal(foreign)).toBeInstanceOf(FormatError);
    }
    const text = new TextEncoder().encode("time,price,size\n1,2,3\n");
    expect(refusal(text)).toBeInstanceOf(FormatError);
  });

  test("what is not bytes at all", () => {
    for (const value of [null, undefined, "state", 7, {}, []]) {
      expect(refusal(value as unknown as Uint8Array)).toBeInstanceOf(TypeError);
    }
  });

  test("the same state twice gives the same bytes, and restoring it gives them again", () => {
    const restored = Engine.restore(bytes);
    expect(Buffer.compare(restored.snapshot(), bytes)).toBe(0);
    restored.dispose();
  });
});
