/**
 * Unpacks zstd data as they come, several frames in a row as one text.
 *
 * fzstd keeps the window of a frame and one block, so memory does not grow with the file. It does
 * not compare the checksum that most frames carry, and damaged data often unpack to other data of
 * the same length; so the checksum is compared here.
 *
 * Source: RFC 8878, "Zstandard Compression and the 'application/zstd' Media Type".
 */
import { Decompress, ZstdErrorCode } from "fzstd";
import { fail } from "./failures.ts";
import { Xxh64 } from "./xxh64.ts";
import { ZstdFrames } from "./zstd-frames.ts";

const MAGIC = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd);

/** @throws {FormatError} if the data end within a frame, or are damaged */
export async function* unzstd(
  path: string,
  file: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const frames = new ZstdFrames();
  let frame: Frame | null = null;
  let bytesRead = 0;
  for await (const chunk of file) {
    bytesRead += chunk.length;
    for (let pos = 0; pos < chunk.length; ) {
      const end = frames.walk(chunk, pos);
      if (end < 0) throw damaged(path, bytesRead);
      if (frames.isContent) {
        frame ??= new Frame();
        yield* frame.take(chunk.subarray(pos, end), frames.isAtEnd, path, bytesRead);
        if (frames.isAtEnd && !frame.agrees(frames.checksum)) throw damaged(path, bytesRead);
        if (frames.isAtEnd) frame = null;
      }
      pos = end;
    }
  }
  if (!frames.isBetween) throw cutOff(path, bytesRead);
}

class Frame {
  #ready: Uint8Array[] = [];
  readonly #hash = new Xxh64();
  readonly #decompress = new Decompress((chunk) => this.#ready.push(chunk));

  constructor() {
    this.#decompress.push(MAGIC);
  }

  /** Unpacks what follows of the frame. */
  take(packed: Uint8Array, isLast: boolean, path: string, bytesRead: number): Uint8Array[] {
    this.#ready = [];
    try {
      this.#decompress.push(packed, isLast);
    } catch (error) {
      const { code } = error as { code?: number };
      if (code !== ZstdErrorCode.WindowSizeTooLarge) throw damaged(path, bytesRead);
      throw fail(path, "needs a zstd window of more than 2 GB: pack it anew without --long");
    }
    for (const chunk of this.#ready) this.#hash.update(chunk);
    return this.#ready;
  }

  /** @param checksum NaN if the frame carries none */
  agrees(checksum: number): boolean {
    return Number.isNaN(checksum) || this.#hash.digest() === checksum;
  }
}

function cutOff(path: string, bytesRead: number): Error {
  return fail(path, `is cut off: its zstd data end too early, after ${bytesRead} bytes`);
}

function damaged(path: string, bytesRead: number): Error {
  return fail(path, `is damaged: its zstd data are wrong before byte ${bytesRead}`);
}
