import { compilePolicy, type SourceFile } from '@troth/compiler';
import { expect, test } from 'vitest';
import { addClause, type AddedClause } from './add-clause.ts';
import { verbNames } from './clause-stub.ts';
import { starterPolicy } from './starter-policy.ts';

const policy = starterPolicy({
  name: 'Example, Inc.',
  email: 'privacy@example.com',
  date: '2026-01-01',
  path: '/privacy',
});

function withSection(text: string): readonly SourceFile[] {
  return policy.map((file) => (file.path.startsWith('clauses/') ? { ...file, text } : file));
}

function textOf(added: AddedClause): string {
  if (added.kind === 'refused') throw new Error(added.problem);
  return added.file.text;
}

const clause = { id: 'privacy.new', section: 'privacy', todo: '2027-01-01' };
const section = `# Ours.
clauses:
- id: a.b # the first
  text: We are here.
  informational: true
  because: x
# until here
`;

test('a clause to start from stands at the end, indented as the others, with the keys of its verb', () => {
  const added = addClause(withSection(section), { ...clause, verb: 'contract' });

  expect(textOf(added)).toContain(`${section}
- id: privacy.new
  text: Write the sentence here.
  todo: 2027-01-01 # delete this line when the clause has its rule
  # keep the keys you need, and take the marks away:
  # contract:
  #   with: [some-with]`);
  expect(added).toMatchObject({ line: 9 });
});

test.each(verbNames())('a policy with a stub of `%s` compiles, the stub a gap', (verb) => {
  const text = textOf(addClause(withSection(section), { ...clause, verb }));

  const compiled = compilePolicy(withSection(text)).policy?.clauses.at(-1);

  expect(compiled).toMatchObject({ id: 'privacy.new', todo: '2027-01-01' });
});

test('keys after the list stay after it', () => {
  const added = addClause(withSection(`${section}title: Ours\n`), clause);

  expect(textOf(added).startsWith(section.replace('# until here\n', ''))).toBe(true);
  expect(textOf(added).endsWith('# until here\ntitle: Ours\n')).toBe(true);
  expect(compilePolicy(withSection(textOf(added))).policy?.sections[0]?.title).toBe('Ours');
});

test('Windows line ends stay', () => {
  const added = addClause(withSection(section.replaceAll('\n', '\r\n')), clause);

  expect(textOf(added).replaceAll('\r\n', '')).not.toContain('\n');
});

test.each([
  [{ ...clause, id: 'No Id' }, '`No Id` is no id: lower-case words joined by `.` and `-`'],
  [{ ...clause, id: 'privacy.title' }, 'the clause `privacy.title` stands already'],
  [{ ...clause, section: 'privcy' }, 'there is no section `privcy`; did you mean `privacy`?'],
  [{ ...clause, verb: 'ersae' }, 'there is no verb `ersae`; did you mean `erase`?'],
])('%o is refused with the reason', (wanted, problem) => {
  expect(addClause(policy, wanted)).toEqual({ kind: 'refused', problem });
});

test('a section written on one line is refused, not broken', () => {
  const added = addClause(withSection('clauses: [{ id: a, text: x, todo: 2027-01-01 }]\n'), clause);

  expect(added.kind).toBe('refused');
});
