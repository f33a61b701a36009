import { existsSync } from 'node:fs';
import { enableCompileCache, registerHooks } from 'node:module';

// Inside the repository the sources run as they are, so `npm ci` alone is enough; what is published
// has no sources and runs what was built. Hooks hold for one thread: each thread loads through here.
export async function load(name) {
  enableCompileCache();
  const source = new URL(`../src/${name}.ts`, import.meta.url);
  if (!existsSync(source)) return import(new URL(`../dist/${name}.js`, import.meta.url).href);
  registerHooks({
    resolve: (specifier, context, nextResolve) => {
      if (specifier.startsWith('@troth/')) {
        const conditions = ['troth:source', ...context.conditions];
        return nextResolve(specifier, { ...context, conditions });
      }
      // A neighbour by its whole name needs no search of the disk: a tenth of a start.
      return specifier.startsWith('.') && specifier.endsWith('.ts')
        ? neighbour(specifier, context.parentURL)
        : nextResolve(specifier, context);
    },
  });
  return import(source.href);
}

function neighbour(specifier, parentURL) {
  const url = new URL(specifier, parentURL).href;
  return { url, format: 'module-typescript', shortCircuit: true };
}
