import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import type { Plugin } from 'rolldown';
import { loadCatalogue } from './src/scan/catalogue.ts';
import { versionOfExtractors } from './src/scan/extractors-version.ts';

// Makes what is published: one file a command, with the project's own packages in it. A start reads
// ten files instead of four hundred, and a thread that reads code has no policy language to load.
const folder = import.meta.dirname;
const src = join(folder, 'src');
const dist = join(folder, 'dist');

/** What the sources read or count at each start, and what is published has known since it was built. */
const known: ReadonlyMap<string, string> = new Map([
  [
    join(src, 'scan/catalogue.ts'),
    `const text = ${JSON.stringify(JSON.stringify(await loadCatalogue()))};
     export const loadCatalogue = async () => JSON.parse(text);`,
  ],
  [
    join(src, 'scan/extractors-version.ts'),
    `export const versionOfExtractors = () => '${versionOfExtractors()}';`,
  ],
]);

const settled: Plugin = {
  name: 'settled',
  load: (id) => known.get(id) ?? null,
};

rmSync(dist, { recursive: true, force: true });
// Each by itself: what the command and its threads shared would be loaded by both.
for (const entry of ['main', 'scan/reading-worker']) {
  const bundle = await rolldown({
    cwd: folder,
    platform: 'node',
    input: { [entry]: join(src, `${entry}.ts`) },
    resolve: { conditionNames: ['troth:source', 'import', 'node', 'default'] },
    external: (id) => /^[^./]/.test(id) && !id.startsWith('@troth/'),
    treeshake: { moduleSideEffects: false },
    plugins: [settled],
  });
  await bundle.write({
    dir: dist,
    format: 'esm',
    // As deep as `src/scan`, from where `bin/` is two folders up.
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
}
