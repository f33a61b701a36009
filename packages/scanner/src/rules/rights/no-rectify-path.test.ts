import type { CompiledPolicy, GrantRule } from '@troth/compiler';

import { factsOf } from '../../testing/facts-of.ts';
import { policyOf } from '../../testing/policies.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { noRectifyPath } from './no-rectify-path.ts';

const schema = `/// @subject account\nmodel User {\n  /// @data none -- opaque key\n  id String @id\n  /// @data account.email\n  email String\n  /// @data account.name\n  name String\n  /// @data device.ip\n  ip String\n}`;
const facts = (code: string): ReturnType<typeof factsOf> => [
  ...factsOf(schema, 'prisma'),
  ...factsOf(code, 'ts'),
];
const created = 'prisma.user.create({ data: { email, name, ip } });\n';

/** A policy with a clause for each list, all of which grant correction. */
const correcting = (...lists: readonly (readonly string[])[]): CompiledPolicy =>
  policyOf({
    'rights.read': grant(['account'], 'access'),
    ...Object.fromEntries(lists.map((data, index) => [`rights.${index}`, grant(data, 'rectify')])),
  });

testExamples(noRectifyPath);

testRule(noRectifyPath, {
  invalid: [
    {
      code: 'a program that creates and never updates',
      facts: facts(created),
      at: [
        [6, 3],
        [8, 3],
      ],
      clause: 'rights.correction',
      says: '`User.email`',
    },
    {
      code: 'a program that updates one of two',
      facts: facts(`${created}prisma.user.update({ where, data: { email } });`),
      at: [8, 3],
      clause: 'rights.correction',
      says: '`User.name`',
    },
    {
      code: 'a program that updates another model',
      facts: facts(`${created}prisma.team.update({ data: { email, name } });`),
      at: [
        [6, 3],
        [8, 3],
      ],
      clause: 'rights.correction',
    },
    {
      code: 'a program that only updates, and leaves one out',
      facts: facts('prisma.user.update({ where, data: { email } });'),
      at: [8, 3],
      clause: 'rights.correction',
      says: '`User.name` may be corrected',
    },
    {
      code: 'a program whose policy grants correction of one of two, by two clauses',
      facts: facts(created),
      policy: correcting(['account'], ['account.name']),
      at: [8, 3],
      clause: 'rights.0',
      says: '`User.name`',
    },
  ],
  valid: [
    {
      code: 'a policy that grants no correction',
      facts: facts(created),
      policy: correcting(),
    },
    {
      code: 'a program that reads and deletes',
      facts: facts('prisma.user.findMany();\nprisma.user.delete({ where });'),
    },
    {
      code: 'a program that updates both, in two places',
      facts: facts(
        `${created}prisma.user.update({ data: { email } });\ntx.user.upsert({ create: { email }, update: { name } });`,
      ),
    },
    { code: 'a schema alone', facts: facts('') },
    { code: 'a program that only reads', facts: facts('prisma.user.findMany();') },
  ],
  notes: [
    {
      code: 'a program that updates what it is given',
      facts: facts(`${created}prisma.user.update({ data: input });`),
      at: [2, 1],
    },
  ],
});

function grant(data: readonly string[], right: GrantRule['rights'][number]): GrantRule {
  return { verb: 'grant', rights: [right], data, regions: [], purposes: [] };
}
