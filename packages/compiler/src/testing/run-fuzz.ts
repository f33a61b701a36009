import { parseArgs } from 'node:util';
import { richPolicy } from './minimal-policy.ts';
import { tryInputs } from './try-inputs.ts';

// npm run long:fuzz-language -- --inputs 1000000 --seed 7
const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
  },
});
const inputs = Number(values.inputs);
const batch = 10_000;
let compiled = 0;
for (let done = 0; done < inputs; done += batch) {
  const seed = Number(values.seed) + done;
  const trial = tryInputs(richPolicy, { inputs: Math.min(batch, inputs - done), seed });
  const [failure] = trial.failures;
  if (failure) {
    console.error(`seed ${seed}, input ${failure.input}: ${failure.why}`);
    console.error(JSON.stringify(failure.files, null, 1));
    process.exit(1);
  }
  compiled += trial.compiled;
  process.stderr.write(`\r${done + trial.inputs} of ${inputs} inputs, ${compiled} still compile`);
}
console.log(
  `\n${inputs} inputs from seed ${values.seed}: none threw, none took a second, none was refused without a reason`,
);
