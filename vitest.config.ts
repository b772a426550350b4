import { existsSync } from "node:fs";
import { configDefaults, defineConfig } from "vitest/config";
import { SHARED } from "./test/helpers/shared.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // these need a browser: npm run test:browser
    exclude: ["test/browser/**", ...configDefaults.exclude],
    // Some laws need a minute of random operations or a packed tarball.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Suites over golden tables are empty where the reference material is not there.
    passWithNoTests: !existsSync(SHARED),
  },
});
