/** A JSON file that holds one object. */
import { readFileSync } from "node:fs";
import { Failure } from "./failure.ts";

/**
 * @param content what the object is, for the sentence where it is none
 * @throws {Failure} if the file cannot be read or holds something else
 */
export function readJsonObject(path: string, content: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new Failure(`"${path}" cannot be read: ${(error as Error).message}`);
  }
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch (error) {
    throw new Failure(`"${path}" is not JSON: ${(error as Error).message}`);
  }
  throw new Failure(`"${path}" must hold one JSON object with ${content}`);
}
