/** Relative paths, so that the built app runs from any folder; the rest is Vite's default. */
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  // this example uses files beside its own folder, and the package from this checkout
  server: { fs: { allow: ["../.."] } },
});
