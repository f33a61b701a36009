import type { CompiledPolicy } from '@troth/compiler';
import type { Enforcement, Evidence, Mechanism } from '@troth/enforcement';
import { enforcementOf, runtimeMechanisms } from '@troth/enforcement';
import { shapeOf } from '@troth/language';
import { ruleMetadata } from '@troth/scanner';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from './failures.ts';

/** What the scanner keeps on each change: one mechanism a finding rule, proved by the rule's own test. */
export const ciMechanisms: readonly Mechanism[] = ruleMetadata.map(({ id }) => ({
  id,
  kind: 'ci',
  test: {
    file: `packages/scanner/src/rules/${id}.test.ts`,
    title: `the page of ${id} shows code that it finds and code that it leaves alone`,
  },
}));

/** What keeps each clause of a policy, given the evidence on file. */
export function enforcementNow(
  policy: CompiledPolicy,
  evidence: readonly Evidence[],
  now: Date,
): Enforcement {
  return enforcementOf(policy, [...runtimeMechanisms, ...ciMechanisms], evidence, now);
}

/** The evidence a command was given, none without a file. */
export async function evidenceNamed(
  file: string | undefined,
  cwd: string,
): Promise<readonly Evidence[]> {
  return file === undefined ? [] : readEvidence(resolve(cwd, file));
}

/**
 * Evidence from a file: a list of `{control, at}`, or the answer of the service's `/v1/evidence`.
 * @throws UsageError for a file that holds something else: what cannot be read proves nothing
 */
async function readEvidence(path: string): Promise<readonly Evidence[]> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`the evidence \`${path}\` cannot be read`, { cause: error });
  });
  const value = parse(content);
  if (isList(value)) return value;
  if (isAnswer(value)) return value.evidence;
  throw new UsageError(`\`${path}\` is no list of evidence: each entry has \`control\` and \`at\``);
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const LIST = {
  type: 'array',
  items: {
    type: 'object',
    required: ['control', 'at'],
    properties: {
      control: { type: 'string' },
      at: { type: 'string', pattern: String.raw`^\d{4}-\d{2}-\d{2}T.*Z$` },
    },
  },
} as const;

const isList = shapeOf<readonly Evidence[]>(LIST);
const isAnswer = shapeOf<{ readonly evidence: readonly Evidence[] }>({
  type: 'object',
  required: ['evidence'],
  properties: { evidence: LIST },
});
