import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';
import type { DataSentFact } from '../facts.ts';
import type { ProgramText } from '../testing/program.ts';
import { factsOfProgram, sentByProgram, toldOf } from '../testing/program.ts';

/** `src/page.ts:3 package posthog-node capture: user.email < src/track.ts:2` */
function ways(program: ProgramText): readonly string[] {
  return sentByProgram(program).map((fact) => {
    const hops = fact.hops.map(({ at }) => ` < ${at.file}:${at.line}`).join('');
    return `${fact.at.file}:${fact.at.line} ${toldOf(fact)}${hops}`;
  });
}

function from(program: ProgramText, path: string): readonly string[] {
  return ways(program).filter((way) => way.startsWith(`${path}:`));
}

const client = `import { PostHog } from 'posthog-node';
export const posthog = new PostHog();
`;

test.each<[string, ProgramText]>([
  [
    'a function',
    {
      'track.ts': `${client}export function track(event, props) { posthog.capture({ event, ...props }); }`,
      'page.ts': `import { track } from './track';\ntrack('in', { mail: user.email });`,
    },
  ],
  [
    'a default export under another name',
    {
      'track.ts': `${client}export default (event, props) => posthog.capture({ event, props });`,
      'page.ts': `import send from './track';\nsend('in', { mail: user.email });`,
    },
  ],
  [
    'a method of an exported object',
    {
      'track.ts': `${client}export const analytics = { track(props) { posthog.capture(props); } };`,
      'page.ts': `import { analytics } from './track';\nanalytics.track({ mail: user.email });`,
    },
  ],
  [
    'a module taken whole',
    {
      'track.ts': `${client}export const track = async (props) => { await posthog.capture(props); };`,
      'page.ts': `import * as analytics from './track';\nawait analytics.track({ mail: user.email });`,
    },
  ],
  [
    'a hook that gives back functions',
    {
      'track.ts': `${client}export function useAnalytics() {
  const track = useCallback((props) => { posthog.capture(props); }, []);
  return { track, reset };
}`,
      'page.ts': `import { useAnalytics } from './track'; const { track } = useAnalytics();\ntrack({ mail: user.email });`,
    },
  ],
  [
    'a barrel and an alias of tsconfig',
    {
      'tsconfig.json': `{ // ours\n "compilerOptions": { "paths": { "#/*": ["./lib/*"], }, } }`,
      'lib/track.ts': `${client}export const track = (props) => posthog.capture(props);`,
      'lib/index.ts': `export * from './track';`,
      'page.ts': `import { track } from '#/index';\ntrack({ mail: user.email });`,
    },
  ],
  [
    'a package of the workspace',
    {
      'packages/analytics/package.json': `{ "name": "@shop/analytics", "exports": { ".": "./dist/index.js" } }`,
      'packages/analytics/src/index.ts': `export { track as send } from './track.js';`,
      'packages/analytics/src/track.ts': `${client}export const track = (props) => posthog.capture(props);`,
      'page.ts': `import { send } from '@shop/analytics';\nsend({ mail: user.email });`,
    },
  ],
  [
    'CommonJS',
    {
      'track.js': `const { PostHog } = require('posthog-node'); const posthog = new PostHog(key);
function track(props) { posthog.capture(props); }
module.exports = { track };`,
      'page.ts': `const { track } = require('./track');\ntrack({ mail: user.email });`,
    },
  ],
  [
    'a class that is injected',
    {
      'track.ts': `import { PostHog } from 'posthog-node';
@Injectable() export class Tracker {
  constructor(private readonly client: PostHog) {}
  track(props: object) { this.client.capture(props); }
}`,
      'page.ts': `import { Tracker } from './track'; class Page { constructor(private readonly tracker: Tracker) {}
  open(user) { this.tracker.track({ mail: user.email }); } }`,
    },
  ],
  [
    'a subclass and a getter',
    {
      'track.ts': `import { PostHog } from 'posthog-node';
export class Base { get client() { return new PostHog(key); } send(props) { this.client.capture(props); } }`,
      'page.ts': `import { Base } from './track'; class Mine extends Base {}
new Mine().send({ mail: user.email });`,
    },
  ],
])('what goes through %s is told at the call that passes it', (_, program) => {
  expect(from(program, 'page.ts')).toEqual([
    expect.stringContaining('page.ts:2 package posthog-node capture: user.email'),
  ]);
});

test('a client is its package’s wherever it was made', () => {
  const program = {
    'lib/client.ts': `${client}export const lazy = () => posthog;`,
    'a.ts': `import { posthog } from './lib/client'; posthog.capture(user.email);`,
    'b.ts': `import { lazy } from './lib/client'; lazy()?.capture(user.email);`,
  };

  expect(ways(program)).toEqual([
    'a.ts:1 package posthog-node capture: user.email',
    'b.ts:1 package posthog-node capture: user.email',
  ]);
});

test('a chain of wrappers is told with every call on the way', () => {
  const program = {
    'sink.ts': `export function write(line) { console.log(line); }`,
    'middle.ts': `import { write } from './sink';\nexport const note = (text) => write('note: ' + text);`,
    'top.ts': `import { note } from './middle';\n\nnote(\`\${user.email} came\`);`,
  };

  expect(ways(program)).toEqual([
    'sink.ts:1 log console: line',
    'middle.ts:2 log console: text < sink.ts:1',
    'top.ts:3 log console: user.email < middle.ts:2 < sink.ts:1',
  ]);
});

test('only the part that a wrapper sends leaves', () => {
  const program = {
    'mail.ts': `export function greet({ to, draft }) { console.log('to', to.id, draft.title); }`,
    'page.ts': `import { greet } from './mail'; greet({ to: user, draft: { title: user.name, body: user.email } });`,
  };

  expect(from(program, 'page.ts')).toEqual(['page.ts:1 log console: user.name < mail.ts:1']);
});

test('functions that call each other end', () => {
  const program = {
    'a.ts': `import { b } from './b'; export function a(x) { b(x); console.log(x); }`,
    'b.ts': `import { a } from './a'; export function b(x) { a(x); }\nb(user.email);`,
  };

  expect(from(program, 'b.ts')).toContainEqual(
    expect.stringContaining('b.ts:2 log console: user.email'),
  );
});

test('a flow survives being written and read again, also where a call feeds itself', () => {
  const text = `import { wrap } from './wrap'; let text = user.email;
for (const one of parts) text = wrap(text, one); console.log(text);`;
  const { flow } = extractFacts({ path: 'a.ts', text }, { parsers: {} });

  expect(JSON.parse(JSON.stringify(flow))).toEqual(flow);
  expect(flow?.calls).not.toContain(undefined);
});

test('what a function of another file gives back is what it made it of', () => {
  const program = {
    'text.ts': `export const line = (u) => \`\${u.email} joined\`;\nexport const hide = (u) => hash(u.email);`,
    'page.ts': `import { line, hide } from './text';
console.log(line(customer));
const text = line(customer); console.log(text);
console.log(hide(customer));`,
  };

  expect(from(program, 'page.ts')).toEqual([
    'page.ts:2 log console: customer.email',
    'page.ts:3 log console: customer.email',
  ]);
});

test('rows that another file queries have their model, and only the fields it asks for', () => {
  const program = {
    'schema.prisma': `model User {\n id String @id\n email String\n}`,
    'users.ts': `export async function find(id) { return prisma.user.findUnique({ where: { id } }); }
export const slim = (id) => db.user.findFirst({ select: { id: true } });`,
    'page.ts': `import { find, slim } from './users';
const found = await find(1); console.log(found.email);
const part = await slim(1); console.log(part);`,
  };
  const [whole, part] = sentByProgram(program).map(({ values }) => values[0]);

  expect(whole).toMatchObject({ type: 'User', path: [expect.any(String), 'email'] });
  expect(part).toMatchObject({ type: 'User', fields: ['id'] });
});

test('types are those of the file that declares them', () => {
  const program = {
    'types.ts': `import { z } from 'zod';
export interface Person extends Named { mail: string }
interface Named { family: string }
export const Order = z.object({ phone: z.string() });
export type Order = z.infer<typeof Order>;`,
    'index.ts': `export type { Person as Human } from './types'; export * from './types';`,
    'page.ts': `import type { Human, Order } from './index';
export function show(one: Human, order: Order) { console.log(one); console.log(order); }`,
  };
  const [person, order] = sentByProgram(program).map(({ values }) => values[0]);

  expect(person).toMatchObject({ type: 'Person', fields: ['family', 'mail'] });
  expect(order?.fields).toEqual(['phone']);
});

test('a relation leads to the type of its row', () => {
  const program = {
    'schema.prisma': `model User {\n id String @id\n email String\n seats Seat[]\n}\nmodel Seat {\n id String @id\n userId String\n user User @relation(fields: [userId], references: [id])\n}`,
    'page.ts': `const seat = await prisma.seat.findFirst(); console.log(seat.user.email);`,
  };

  expect(ways(program)).toEqual(['page.ts:1 log console: user.email (User)']);
});

test('what is put into a list, a form or an object goes where that goes', () => {
  const program = {
    'page.ts': `const rows = []; for (const u of users) rows.push(u.email); console.log(rows);
const form = new FormData(); form.append('mail', user.email); fetch('https://a.northwind.com', { body: form });
const event = {}; event.who = user.phone; console.log(event);`,
  };

  expect(ways(program).map((way) => /: (.*)$/.exec(way)?.[1])).toEqual([
    expect.stringContaining('users.email'),
    expect.stringContaining('user.email'),
    expect.stringContaining('user.phone'),
  ]);
});

test('a logger of the program that writes nowhere known is still a log, and one that masks is none', () => {
  const program = {
    'logger.ts': `const local = make(); export const logger = { info(data) { local.add(data); }, warn(data) { console.warn(redact(data)); } };`,
    'page.ts': `import { logger } from './logger'; logger.info(user.email);\nlogger.warn(user.email);`,
  };

  expect(from(program, 'page.ts')).toEqual([
    'page.ts:1 package make add: user.email < logger.ts:1',
    'page.ts:1 log logger: user.email',
  ]);
});

test('what a logger is set up to leave out of its fields is not in it, but is in its text', () => {
  const program = {
    'log.ts': `import pino from 'pino';\nexport const log = pino({ redact: { paths: ['mail', '*.phone'] } }).child({});`,
    'page.ts': `import { log } from './log';
log.info({ mail: user.email }); log.info({ who: { phone: user.phone } });
log.info(\`mail \${user.email}\`);`,
  };

  expect(from(program, 'page.ts')).toEqual(['page.ts:3 log log: user.email']);
});

test('a client sends to the host it was made with, in whichever file', () => {
  const program = {
    'api.ts': `import axios from 'axios'; export const api = axios.create({ baseURL: 'https://api.northwind.com' });`,
    'page.ts': `import { api } from './api'; api.post('/people', { mail: user.email });`,
  };

  expect(from(program, 'page.ts')).toEqual(['page.ts:1 host api.northwind.com: user.email']);
});

test('a library of many vendors sends to the one whose model it is given', () => {
  const text = `import { generateText } from 'ai'; import { openai } from '@ai-sdk/openai';
generateText({ model: openai('gpt'), prompt: user.email });`;

  expect(ways({ 'a.ts': text })).toContain(
    'a.ts:2 package @ai-sdk/openai generateText: user.email',
  );
});

test('a host is known by the setting that its address comes from', () => {
  const sinks = sentByProgram({
    'a.ts': `fetch(process.env.SLACK_WEBHOOK_URL, { body: user.email });`,
    'b.ts': `const url = env.TEAMS_WEBHOOK; axios.post(url, { text: user.email });`,
  }).map(({ sink }: DataSentFact) => sink);

  expect(sinks).toEqual([
    { kind: 'host', name: 'unknown', called: 'SLACK_WEBHOOK_URL' },
    { kind: 'host', name: 'unknown', called: 'TEAMS_WEBHOOK' },
  ]);
});

test('a vendor’s client that comes through a package of the workspace is set up where it is made', () => {
  const facts = factsOfProgram({
    'packages/posthog/package.json': `{ "name": "@shop/posthog" }`,
    'packages/posthog/src/index.ts': `export { PostHog } from 'posthog-node';`,
    'app.ts': `import { PostHog } from '@shop/posthog';\nexport const client = new PostHog(key);`,
  });

  const made = facts.find(
    (fact) => fact.kind === 'package' && fact.name === 'posthog-node' && fact.how === 'set-up',
  );
  expect(made?.at).toMatchObject({ file: 'app.ts', line: 2 });
});

test.each([
  [`res.cookie('who', user.email)`, 'place cookie'],
  [`window.localStorage.setItem('who', JSON.stringify(user))`, 'place browser storage'],
  [`import { writeFile } from 'node:fs/promises'; writeFile('a.csv', user.email)`, 'place file'],
])('a place outside every store is named: %s', (text, wanted) => {
  expect(sentByProgram({ 'a.ts': text }).map(toldOf)).toEqual([expect.stringContaining(wanted)]);
});

test.each([
  `console.log(user.email.split('@')[1])`,
  `const customerId = session.customer; console.log(customerId)`,
  `const customerId = typeof s.customer === 'string' ? s.customer : s.customer?.id; console.log(customerId)`,
  `const id = await getCustomerId(user); console.log(id)`,
  `console.log({ to: 'someone@example.com' })`,
])('what names nobody is not told: %s', (text) => {
  expect(sentByProgram({ 'a.ts': text })).toEqual([]);
});

test('a constant of the source goes into a log as nobody’s; to a vendor it is still an address', () => {
  const program = (line: string): ProgramText => ({
    'seed.ts': `${client}import { SEED_USERS } from './users';\nconst demo = { email: 'ann@acme.io' };\n${line}`,
    'users.ts': `export const SEED_USERS = { ADMIN: { email: 'ann@acme.io' } };`,
  });

  expect(
    from(program('console.log(demo.email, SEED_USERS.ADMIN.email, demo);'), 'seed.ts'),
  ).toEqual([]);
  expect(from(program('console.log(user.email);'), 'seed.ts')).toHaveLength(1);
  expect(from(program('posthog.capture(demo);'), 'seed.ts')).toHaveLength(1);
});

test('a script of a page writes on the console of its reader; a component may run on a server', () => {
  const said = (text: string): readonly string[] => ways({ 'page.js': text });

  expect(said(`document.title = 'Sign in';\nconsole.log(user.email);`)).toEqual([]);
  expect(said(`console.log(user.email);`)).toHaveLength(1);
  expect(said(`import './page';\ndocument.title = 'a';\nconsole.log(user.email);`)).toHaveLength(1);
  expect(said(`document.title = require('./title');\nconsole.log(user.email);`)).toHaveLength(1);
});

test.each<[string, string, 'nothing' | undefined]>([
  ['constants and ids', `client.track({ event: 'in', userId: user.id });`, 'nothing'],
  ['an address', `client.track({ mail: user.email });`, undefined],
  ['nothing, since it is not used', ``, undefined],
  [
    'whatever another file gives it',
    `client.track({ event: 'in' }); export { client };`,
    undefined,
  ],
  ['what its answer is given', `client.group('a').track({ mail: user.email });`, undefined],
  ['what a function of the program gives', `client.job({ run: () => send(user) });`, undefined],
])('a client that is set up gets %s', (_, use, gets) => {
  const text = `import { Analytics } from '@segment/analytics-node';\nconst client = new Analytics({ writeKey });\n${use}`;
  const { facts } = extractFacts({ path: 'track.ts', text }, { parsers: {} });
  const setUps = facts.flatMap((fact) =>
    fact.kind === 'package' && fact.how === 'set-up' ? [fact.gets] : [],
  );

  expect(setUps).toEqual([gets]);
});

test('what a function is called says whom it gives', () => {
  const said = (line: string): readonly string[] => ways({ 'page.ts': line });

  expect(said('console.log((await currentUser()).emailAddress);')).toEqual([
    'page.ts:1 log console: user.emailAddress',
  ]);
});
