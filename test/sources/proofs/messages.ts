/** One message of a source at a time. */
import * as abi from "../../../assembly/abi.ts";
import { TickBatch } from "../../../bindings/index.ts";
import type { TickSource } from "../../../bindings/sources/source.ts";

/** The same batch every time, cleared and refilled. */
export async function* messagesOf(source: TickSource): AsyncGenerator<TickBatch> {
  const message = new TickBatch(64);
  for await (const batch of source) {
    for (let i = 0; i < batch.length; i++) {
      const flags = batch.flagsAt(i);
      message.append(batch.timeAt(i), batch.priceAt(i), batch.sizeAt(i), flags);
      if ((flags & abi.TICK_LAST) === 0) continue;
      yield message;
      message.clear();
    }
  }
}

/** Has the message a record of this kind? */
export function holds(message: TickBatch, kind: number): boolean {
  for (let i = 0; i < message.length; i++) {
    if ((message.flagsAt(i) & abi.KIND_MASK) === kind) return true;
  }
  return false;
}
