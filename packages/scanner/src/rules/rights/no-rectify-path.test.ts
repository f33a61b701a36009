import { factsOf } from '../../testing/facts-of.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { noRectifyPath } from './no-rectify-path.ts';

const schema = `/// @subject account\nmodel User {\n  /// @data none -- opaque key\n  id String @id\n  /// @data account.email\n  email String\n  /// @data account.name\n  name String\n  /// @data device.ip\n  ip String\n}`;
const facts = (code: string): ReturnType<typeof factsOf> => [
  ...factsOf(schema, 'prisma'),
  ...factsOf(code, 'ts'),
];
const created = 'prisma.user.create({ data: { email, name, ip } });\n';

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
  ],
  valid: [
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
