#!/usr/bin/env node
// Plain JavaScript that every Node since 14 can read, so that an old one says what is missing
// instead of failing on the first new word.
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const needed = 24;
const source = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const built = fileURLToPath(new URL('../dist/main.js', import.meta.url));

if (Number(process.versions.node.split('.')[0]) < needed) {
  process.stderr.write(
    'troth needs Node ' +
      needed +
      ' or newer; this is Node ' +
      process.versions.node +
      '.\n' +
      'In a checkout that ran `npm ci`, `npx --no-install troth` finds the Node the project brings.\n',
  );
  process.exitCode = 2;
} else {
  start().catch((error) => {
    process.stderr.write('troth: ' + (error instanceof Error ? error.stack : String(error)) + '\n');
    process.exitCode = 2;
  });
}

// Inside the repository the sources run as they are, so `npm ci` alone is enough; what is published
// has no sources and runs what was built.
async function start() {
  const module = await import('node:module');
  module.enableCompileCache();
  const fromSource = existsSync(source);
  if (fromSource) {
    module.registerHooks({
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
  }
  const { main } = await import(pathToFileURL(fromSource ? source : built).href);
  process.exitCode = await main(process.argv.slice(2));
}

function neighbour(specifier, parentURL) {
  const url = new URL(specifier, parentURL).href;
  return { url, format: 'module-typescript', shortCircuit: true };
}
