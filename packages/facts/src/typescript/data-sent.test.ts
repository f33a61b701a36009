import { expect, test } from 'vitest';

import type { DataSentFact } from '../facts.ts';
import { sentByProgram, toldOf } from '../testing/program.ts';

const schema = `
model User {
  id     String @id
  email  String
  teamId String
  team   Team   @relation(fields: [teamId], references: [id])
}

model Team {
  id      String @id
  name    String
  ownerId String
  owner   User   @relation(fields: [ownerId], references: [id])
}
`;

function sentBy(text: string): readonly DataSentFact[] {
  return sentByProgram({ 'src/a.ts': text, 'prisma/schema.prisma': schema });
}

function told(text: string): readonly string[] {
  return sentBy(text).map(toldOf);
}

test.each([
  [`console.log('user is', user.email)`, 'log console: user.email'],
  ['console.error(`no mail for ${user.email}`)', 'log console: user.email'],
  [`this.logger.warn({ user: { mail: account.email } })`, 'log logger: account.email'],
  [`req.log.info({ email: req.body.email }, 'in')`, 'log log: req.body.email'],
  [
    `import pino from 'pino'; const l = pino(); l.info(JSON.stringify(patient))`,
    'log pino: patient',
  ],
  [`console.log(users.map((one) => one.email).join(','))`, 'log console: users.email'],
  [`for (const one of users) console.log(one.email)`, 'log console: users.email'],
])('a value in a log is named by its path: %s', (text, wanted) => {
  expect(told(text)).toEqual([wanted]);
});

test('a logger that a package makes is a log, and that package’s', () => {
  const text = `import { Logger } from '@nestjs/common'; class A { private readonly out: Logger = new Logger('A'); a(u) { this.out.debug(u.phone); } }`;

  expect(told(text)).toEqual(['log Logger: u.phone', 'package @nestjs/common debug: u.phone']);
});

test.each([
  [`const { email } = user; console.log(email)`, 'user.email'],
  [`const { profile: { phone: p } } = user; console.log(p)`, 'user.profile.phone'],
  [`const mail = user.email.trim().toLowerCase(); console.log(mail)`, 'user.email'],
  ['const line = `${user.name}: ${user.age}`; console.log(line)', 'user.name, user.age'],
  [`const body = { mail: user.email }; console.log({ ...body, at: 1 })`, 'user.email'],
  [`let text = ''; text = user.email; console.log(text)`, 'text'],
  [
    `const show = (u) => u.first + u.last; console.log(show(customer))`,
    'customer.first, customer.last',
  ],
  [`console.log({ email: form.get('mail') })`, 'form.mail'],
  [`console.log({ email: to })`, 'to as email'],
  [`console.log({ name: teamName })`, 'teamName as name'],
  [`console.log(ok ? user.email : 'nobody')`, 'user.email'],
])('a value is followed through the file: %s', (text, wanted) => {
  expect(told(text)).toEqual([`log console: ${wanted}`]);
});

test.each([
  [`function f(person: User) { console.log(person.email); }`, 'person.email (User)'],
  [`function f({ email }: User) { console.log(email); }`, 'user.email (User)'],
  [
    `async function f(list: Promise<User[]>) { for (const u of await list) console.log(u.email); }`,
    'u.email (User)',
  ],
  [
    `import { prisma } from './db'; const found = await prisma.user.findUnique({ select }); console.log(found?.email)`,
    'found.email (User)',
  ],
  [
    `class S { constructor(private readonly who: User) {} f() { console.log(this.who.email); } }`,
    'who.email (User)',
  ],
  [`function f(team: Team) { console.log(team.owner.email); }`, 'owner.email (User)'],
  [`function f(team: Team) { console.log(team.name); }`, 'team.name (Team)'],
  [
    `class Patient { mrn: string; } function f(p: Patient) { console.log(p.mrn); }`,
    'p.mrn (Patient)',
  ],
])('what a value belongs to is told where the file says so: %s', (text, wanted) => {
  expect(told(text)).toEqual([`log console: ${wanted}`]);
});

test.each([
  `console.log('customer email sent')`,
  `console.log(!!user.email, Boolean(user.email), user.email !== '')`,
  `console.log(emails.length, countUsers(users), users.findIndex(isMe))`,
  `console.log(user.id)`,
  `console.log(isValidEmail(user.email), user.email.includes('@'))`,
  `console.log(createHash('sha256').update(user.email).digest('hex'))`,
  `console.log(maskEmail(user.email), redact(user), await encrypt(user.phone))`,
  `console.log(user.email ? 'yes' : 'no')`,
  `console.log(user.email && 'yes')`,
  `const port = 3000; console.log('listening on', port)`,
  `console.log(process.env.NODE_ENV, Date.now())`,
  `try { go(); } catch (error) { console.error(error, error.message); }`,
  `import { dialog } from './dialog'; Math.log(user.age); dialog.info(user.email)`,
  `import { format } from './format'; format(user.email)`,
])('what is only asked about a value is not the value: %s', (text) => {
  expect(told(text)).toEqual([]);
});

test.each([
  [
    `import { PostHog } from 'posthog-node'; const ph = new PostHog(k); ph.capture({ properties: { email: user.email } })`,
    'package posthog-node capture: user.email',
  ],
  [
    `const Sentry = require('@sentry/node'); Sentry.withScope((scope) => { scope.setUser({ email: user.email }); })`,
    'package @sentry/node setUser: user.email',
  ],
  [
    `import type { Stripe } from 'stripe'; class B { constructor(private s: Stripe) {} pay(u: User) { return this.s.customers.create({ email: u.email }); } }`,
    'package stripe create: u.email (User)',
  ],
  [`gtag('event', 'join', { mail: user.email })`, 'package gtag gtag: user.email'],
  [`window.analytics.identify(user.email)`, 'package analytics identify: user.email'],
  [
    `import OpenAI from 'openai'; const ai = new OpenAI(); await ai.chat.completions.create({ messages: [{ content: \`Hi \${user.name}\` }] })`,
    'package openai create: user.name',
  ],
])('a value given to a package is named with the package: %s', (text, wanted) => {
  expect(told(text)).toContain(wanted);
});

test.each([
  [
    `fetch('https://hooks.northwind.com/x', { method: 'POST', body: JSON.stringify({ mail: user.email }) })`,
    'host hooks.northwind.com: user.email',
  ],
  [
    'fetch(`https://api.northwind.com/find?mail=${encodeURIComponent(user.email)}`)',
    'host api.northwind.com: user.email',
  ],
  [
    `import axios from 'axios'; const api = axios.create({ baseURL: 'https://api.northwind.com' }); api.post('/people', { mail: user.email })`,
    'host api.northwind.com: user.email',
  ],
  [`fetch(hookUrl, { body: user.email })`, 'host unknown: hookUrl, user.email'],
])('a value in a request is named with the host: %s', (text, wanted) => {
  expect(told(text)).toContain(wanted);
});

test('a request to the program’s own server sends nothing away', () => {
  expect(told(`fetch('/api/me', { method: 'PUT', body: JSON.stringify(user) })`)).toEqual([]);
  expect(told(`fetch('http://localhost:4000/me', { body: user.email })`)).toEqual([]);
});

test('the purpose written for a call or the function around it goes with the fact', () => {
  const text = `
    /** @purpose marketing.email */
    function invite(user: User) { console.log(user.email); }
    class Jobs { @Purpose('billing') bill(user: User) { console.log(user.email); } }`;

  expect(sentBy(text).map(({ purpose }) => purpose)).toEqual(['marketing.email', 'billing']);
});

test('a call that moved and was formatted anew keeps its subject', () => {
  const before = `function join(user) { console.log('in', user.email, user.name); }`;
  const after = `\n\n// new\nfunction join(user) {\n  console.log(\n    'joined',\n    user.name,\n    user.email,\n  );\n}`;

  expect(sentBy(after)[0]?.subject).toBe(sentBy(before)[0]?.subject);
});
