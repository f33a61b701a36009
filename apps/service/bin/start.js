#!/usr/bin/env node
// Makes the bundle from POLICY_DIR and serves it. `npm start` builds first and then runs this.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `the service needs Node 24 or newer, this is ${process.versions.node}; \`npm start\` brings its own\n`,
  );
  process.exit(2);
}
const { start } = await import('../dist/main.js');
await start();
