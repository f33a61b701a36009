// Loaded before the command: says at the end how much memory the process held at most, in MB.
process.on('exit', () => {
  process.stderr.write(`\npeak ${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
});
