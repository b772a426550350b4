/** What runs in a browser, apart from the other tests: `npm run test:browser`. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["test/browser/**/*.test.ts"],
    globalSetup: "test/browser/setup.ts",
    // The Vite app is installed when it is first built.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    pool: "forks",
    // One browser at a time: pages that compete for two cores only wait for each other.
    fileParallelism: false,
  },
});
