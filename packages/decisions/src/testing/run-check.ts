import { parseArgs } from 'node:util';
import { checkDecisions } from './check-decisions.ts';

// npm run long:check-decisions -- --decisions 1000000 --seed 7
const { values } = parseArgs({
  options: {
    decisions: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
  },
});
const wanted = Number(values.decisions);
const began = performance.now();
let done = 0;
let permits = 0;
for (let round = 0; done < wanted; round += 1) {
  const trial = checkDecisions(1000, Number(values.seed) + round);
  done += trial.decisions;
  permits += trial.permits;
  process.stderr.write(`\r${done} of ${wanted} decisions, ${permits} permits`);
}
const seconds = Math.round((performance.now() - began) / 1000);
console.log(
  `\n${done} decisions from seed ${values.seed} in ${seconds} s: each as the naive evaluator says, ` +
    'the same when asked again, none permitted where a tighter policy is asked instead, ' +
    'and nothing owed that a more demanding policy does not ask for',
);
