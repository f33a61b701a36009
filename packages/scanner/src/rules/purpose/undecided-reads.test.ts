import { expect, test } from 'vitest';

import { toldBy } from '../../testing/scan-program.ts';

const asking = `app.get('/own', async (request) => {\n  if (await troth.permits(request)) return prisma.user.findMany();\n});\n`;
const told = (program: Readonly<Record<string, string>>): readonly string[] =>
  toldBy('purpose/undecided-access', { 'src/asking.ts': asking, ...program });

const found = (model: string): readonly string[] => [
  `src/routes.ts:2 \`GET /people\` reads personal data of \`${model}\` without asking for a decision`,
];
const route = (call: string, before = ''): string =>
  `${before}\napp.get('/people', async () => ${call});\n`;

test.each([
  [
    'user',
    'users.all()',
    "import { users } from './users.ts';",
    'export const users = { all: () => prisma.user.findMany() };',
  ],
  [
    'user',
    'allUsers()',
    "import { allUsers } from './users.ts';",
    'const read = () => prisma.user.findMany();\nexport async function allUsers() { return read(); }',
  ],
  [
    'user',
    'new Users().all()',
    "import { Users } from './users.ts';",
    'class Store { rows() { return prisma.user.findMany(); } }\nexport class Users { constructor(private store: Store) {} all() { return this.store.rows(); } }',
  ],
])('a route that reads %s through %s is found', (model, call, before, users) => {
  expect(told({ 'src/routes.ts': route(call, before), 'src/users.ts': users })).toEqual(
    found(model),
  );
});

test('a controller that reads through a service and a repository is found', () => {
  const program = {
    'src/people.controller.ts':
      "import { PeopleService } from './people.service.ts';\n@Controller('people') export class PeopleController {\n  constructor(private readonly people: PeopleService) {}\n  @Get() list() { return this.people.list(); }\n}\n",
    'src/people.service.ts':
      "import { PeopleRepository } from './people.repository.ts';\nexport class PeopleService {\n  constructor(private readonly repository: PeopleRepository) {}\n  list() { return this.repository.everybody(); }\n}\n",
    'src/people.repository.ts':
      'export class PeopleRepository {\n  constructor(private readonly prisma: PrismaClient) {}\n  everybody() { return this.prisma.user.findMany(); }\n}\n',
  };

  expect(told(program)).toEqual([
    'src/people.controller.ts:4 `Get list` reads personal data of `user` without asking for a decision',
  ]);
  const decided = {
    ...program,
    'src/people.service.ts': program['src/people.service.ts'].replace(
      'return this',
      "await guard.decide('account'); return this",
    ),
  };
  expect(told(decided)).toEqual([]);
});

test.each([
  ['users', 'prisma.$queryRaw`SELECT * FROM users`'],
  ['User', 'prisma.$queryRawUnsafe(\'SELECT u.* FROM "User" u\')'],
  ['users', "pool.query('select email from users where city = $1', [city])"],
  ['User', 'User.find({ city })'],
  ['user', 'this.userModel.find()'],
  ['user', 'userRepository.find()'],
  ['User', 'getRepository(User).find()'],
  ['users', 'db.select().from(users)'],
  ['users', 'db.query.users.findMany()'],
  ['users', "knex('users').select('email')"],
])('%s that are read by %s are found', (model, call) => {
  expect(told({ 'src/routes.ts': route(call) })).toEqual(found(model));
});

test.each([
  [
    'its own rows',
    "import { one } from './users.ts';",
    'one(request.user.id)',
    'export const one = (id) => prisma.user.findMany({ where: { id } });',
  ],
  [
    'rows by the id of whoever is signed in',
    "import { one } from './users.ts';",
    'one(id)',
    'export const one = (userId) => prisma.user.findMany({ where: { userId } });',
  ],
  [
    'what holds nothing personal',
    "import { all } from './users.ts';",
    'all()',
    'export const all = () => prisma.team.findMany();',
  ],
  ['nothing but a list', '', 'users.find((one) => one.isOpen)', ''],
  [
    'what a function writes',
    "import { add } from './users.ts';",
    'add()',
    'export const add = () => prisma.user.create({ data });',
  ],
])('a route that reads %s is left alone', (_, before, call, users) => {
  expect(told({ 'src/routes.ts': route(call, before), 'src/users.ts': users })).toEqual([]);
});

test('who signs in is looked up by what they say of themselves', () => {
  const signIn =
    "import { byMail } from './users.ts';\napp.post('/sign-in', async (request) => byMail(request.body.email));\n";
  const users = 'export const byMail = (email) => prisma.user.findUnique({ where: { email } });\n';

  expect(told({ 'src/routes.ts': signIn, 'src/users.ts': users })).toEqual([]);
  expect(
    told({ 'src/routes.ts': signIn.replace('sign-in', 'find'), 'src/users.ts': users }),
  ).toHaveLength(1);
});
