import { compilePolicy, type CompiledPolicy, type SourceFile } from '@troth/compiler';
import { extractFacts, linkFlows, moduleResolver } from '@troth/facts';
import { parseCatalogue, scan } from '@troth/scanner';
import { parseSync } from 'oxc-parser';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rounds = 15;
const code = filesBelow('examples/platform', /\.tsx?$/);
const resolve = moduleResolver({ paths: code.map(({ path }) => path), configs: [] });
const policy = policyOf(filesBelow('policy', /\.yaml$/));
const { catalogue } = parseCatalogue(filesBelow('packages/scanner/catalogue', /\.yaml$/));

const parsing: number[] = [];
const scanning: number[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const parse = timed(parseAll);
  const whole = timed(scanAll);
  // The first round warms up and is not counted.
  if (round === 0) continue;
  parsing.push(parse);
  scanning.push(whole);
}
const lines = code.reduce((sum, { text }) => sum + text.split('\n').length, 0);
const ratio = median(scanning.map((ms, index) => ms / (parsing[index] ?? Number.NaN)));
console.log(`${code.length} files, ${lines} lines, ${rounds} rounds, Node ${process.version}`);
console.log(`bare oxc parse, tree in JavaScript: ${median(parsing).toFixed(1)} ms`);
console.log(`facts and rules on the same files:  ${median(scanning).toFixed(1)} ms`);
console.log(`ratio, median of the rounds:        ${ratio.toFixed(2)}`);

/** The floor: every file parsed, its tree read into JavaScript, nothing else. */
function parseAll(): number {
  return code.reduce((sum, { path, text }) => sum + parseSync(path, text).program.body.length, 0);
}

function scanAll(): number {
  const read = code.map((file) => extractFacts(file, { parsers: {} }));
  const flows = read.flatMap(({ flow }) => flow ?? []);
  const flowing = linkFlows({ flows, models: [], resolve });
  const facts = [...read.flatMap((one) => one.facts), ...flowing];
  return scan({ policy, facts, catalogue, waivers: [], today: '2026-11-23' }).findings.length;
}

function timed(work: () => number): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function filesBelow(folder: string, wanted: RegExp): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => wanted.test(path) && !/node_modules|dist|generated/.test(path))
    .toSorted()
    .map((path) => ({
      path: `${folder}/${path}`,
      text: readFileSync(join(root, folder, path), 'utf8'),
    }));
}

function policyOf(files: readonly SourceFile[]): CompiledPolicy {
  const { policy: compiled } = compilePolicy(files);
  if (!compiled) throw new Error('the policy of this repository does not compile');
  return compiled;
}
