/** The page of the worker: it never waits for the engine and only draws what arrives. */
import { showRows } from "../browser-parts/page.js";

const show = showRows();
const worker = new Worker(new URL("engine.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => show(data);
