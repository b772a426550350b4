/** A folder for the files of one proof, removed after it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export async function inFolder<Result>(run: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "volume-imbalance-proof-"));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
