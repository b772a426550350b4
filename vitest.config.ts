import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // these need a browser: npm run test:browser
    exclude: ["test/browser/**", ...configDefaults.exclude],
    // Some laws need a minute of random operations or a packed tarball.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
  },
});
