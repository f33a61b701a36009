import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['troth:source', 'node'] },
  ssr: { resolve: { conditions: ['troth:source', 'node'] } },
  test: {
    include: ['{apps,packages,examples,tools,bench}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.data/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
