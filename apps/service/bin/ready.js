#!/usr/bin/env node
// Exit code 0: the service of this container may be sent requests. For HEALTHCHECK, which has no curl.
const { exitCodeOfProbe } = await import('../dist/ready.js');
process.exitCode = await exitCodeOfProbe();
