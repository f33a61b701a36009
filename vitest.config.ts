import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['troth:source', 'node'] },
  ssr: { resolve: { conditions: ['troth:source', 'node'] } },
  test: {
    include: ['{apps,packages,examples,tools,bench}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.data/**'],
    // Where there are two cores, one for the tests and one for nothing is a quarter of an hour.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
