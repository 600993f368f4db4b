import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: '.cache/vitest',
  // As tsconfig.json says: here the library is its source, so no test needs dist/.
  resolve: {
    alias: { 'playtwin/engine': fileURLToPath(new URL('../engine/index.ts', import.meta.url)) },
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.cache/**'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    // A test that leaves something behind for the next one would pass alone and fail in company.
    sequence: { shuffle: false },
    restoreMocks: true,
    unstubEnvs: true,
  },
});
