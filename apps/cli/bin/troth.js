#!/usr/bin/env node
// Plain JavaScript that every Node since 14 can read, so that an old one says what is missing
// instead of failing on the first new word.
const needed = 24;

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

async function start() {
  const { load } = await import('./load.js');
  const { main } = await load('main');
  process.exitCode = await main(process.argv.slice(2));
}
