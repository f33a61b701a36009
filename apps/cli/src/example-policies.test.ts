import { compilePolicy, type CompiledPolicy } from '@troth/compiler';
import { plainText } from '@troth/page';
import { enforcementOf, runtimeMechanisms } from '@troth/enforcement';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ciMechanisms } from './enforcement.ts';
import { loadSoundProject } from './project.ts';
import { repository, temporaryFolder, troth, trothJson } from './testing/run-troth.ts';

const NAMES = ['health-eu', 'consumer-app'] as const;
const policies = new Map<string, CompiledPolicy>();
for (const name of NAMES) {
  policies.set(name, (await loadSoundProject(`examples/policies/${name}`, repository)).policy);
}

describe.each(NAMES)('the policy of another company, %s', (name) => {
  const folder = `examples/policies/${name}`;
  const { clauses, version } = policyOf(name);

  test('passes the check with its tests', async () => {
    const run = await trothJson(['check', '--policy', folder], { cwd: repository });

    expect(run.code).toBe(0);
    expect(run.json).toMatchObject({ ok: true });
  });

  test('leaves no test to fail', async () => {
    const run = await trothJson(['test', '--policy', folder], { cwd: repository });

    expect(run.code).toBe(0);
    expect(run.json).toMatchObject({ failed: 0 });
  });

  test('reads as its reference text, to the letter', () => {
    const reference = join(repository, folder, 'reference', `${version.published}.txt`);

    expect(plainText(policyOf(name))).toBe(readFileSync(reference, 'utf8'));
  });

  test('renders a page with an anchor for each clause', async () => {
    const out = temporaryFolder();

    const run = await troth(['render', '--policy', folder, '--out', out], { cwd: repository });

    const page = readFileSync(join(out, 'index.html'), 'utf8');
    expect(run.code).toBe(0);
    expect(clauses.filter(({ id }) => !page.includes(` id="${id}"`))).toEqual([]);
  });

  test('states a rule in nine sentences of ten', () => {
    const without = clauses.filter(({ rules }) => rules.length === 0);

    expect(clauses.length).toBeGreaterThanOrEqual(40);
    expect(without.length / clauses.length).toBeLessThanOrEqual(0.1);
    expect(without.filter(({ informational }) => informational === undefined)).toEqual([]);
  });
});

test('what no program keeps yet is a gap, by name', () => {
  const missing = NAMES.flatMap((name) =>
    enforcementOf(
      policyOf(name),
      [...runtimeMechanisms, ...ciMechanisms],
      [],
      new Date('2026-11-23T12:00:00Z'),
    ).clauses.map((clause) => [clause.id, clause.missing] as const),
  );
  const missingOf = new Map(missing);

  expect(missingOf.get('rights.appeal')).toContain('the mechanism requests/appeal');
  expect(missingOf.get('deletion.inactive')).toContain('the mechanism events/inactivity');
  expect(missingOf.get('deletion.trash')).toContain('the mechanism erasures/trash');
  expect(missingOf.get('transfers.inside')).toContain('a contract in force with university');
  expect(missingOf.get('purposes.coaching')).toEqual([]);
  expect(missingOf.get('young.ads')).toEqual([]);
});

test('no code knows the words of these companies', () => {
  const words = [...policies.values()].flatMap(({ controller, vocabulary }) => [
    controller.shortName,
    ...vocabulary.recipients.map((recipient) => recipient.name),
  ]);
  const named = words.filter((word) => /^[A-Z]/.test(word));

  const sources = sourcesBelow(join(repository, 'packages'));

  expect(named.length).toBeGreaterThan(10);
  expect(sources.filter(({ text }) => named.some((word) => text.includes(word)))).toEqual([]);
});

test('a policy that names a region nobody knows is refused where it stands', () => {
  const files = readdirSync(join(repository, 'examples/policies/health-eu'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((path) => path.endsWith('.yaml') && !path.startsWith('tests'))
    .map((path) => ({
      path,
      text: readFileSync(join(repository, 'examples/policies/health-eu', path), 'utf8').replace(
        '{ region: UK, name: Alderwick',
        '{ region: UX, name: Alderwick',
      ),
    }));

  const found = compilePolicy(files).diagnostics.filter(
    ({ code }) => code === 'policy/unknown-region',
  );

  expect(found.map(({ at, message }) => `${at.line}:${at.column} ${message}`)).toEqual([
    '10:17 `UX` is not one of the regions of the vocabulary',
  ]);
});

function policyOf(name: string): CompiledPolicy {
  const policy = policies.get(name);
  if (policy === undefined) throw new Error(`no policy ${name}`);
  return policy;
}

function sourcesBelow(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[^/]+\/src\/.*\.ts$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}
