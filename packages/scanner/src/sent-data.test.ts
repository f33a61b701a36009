import { expect, test } from 'vitest';

import { scanProgram } from './testing/scan-program.ts';

function found(program: Readonly<Record<string, string>>): readonly string[] {
  return scanProgram(program)
    .filter(({ rule }) => rule.startsWith('sharing/'))
    .map(({ at, message }) => `${at.file}:${at.line} ${message}`);
}

const tracker = `import { PostHog } from 'posthog-node';
const client = new PostHog();
export function track(event, props) { client.capture({ event, ...props }); }`;

test('a flow through a wrapper is told once, where the personal data is given away', () => {
  const program = {
    'track.ts': tracker,
    'join.ts': `import { track } from './track';
export function joined(user) { track('joined', { mail: user.email }); }`,
    'page.ts': `import { joined } from './join'; joined(session.user);\nimport { track } from './track'; track('seen', { team: team.name });`,
  };

  expect(found(program)).toEqual([
    expect.stringMatching(/^join\.ts:2 PostHog gets `user\.email`/),
    expect.stringMatching(/^track\.ts:2 PostHog is set up here/),
  ]);
});

test('the way of a flow goes from its source through the calls to the sink', () => {
  const program = {
    'log.ts': `export const note = (line) => console.log(line);`,
    'page.ts': `import { note } from './log';\nnote(user.email);`,
  };
  const [finding] = scanProgram(program);

  expect(finding?.flow.map(({ at }) => `${at.file}:${at.line}:${at.column}`)).toEqual([
    'page.ts:2:6',
    'page.ts:2:1',
    'log.ts:1:31',
  ]);
});

test.each([
  [
    'a row whose model has an address',
    `const row = await prisma.invite.findFirst(); console.log(row);`,
  ],
  ['a value under a key that says it', `console.log({ email: form.values[0] });`],
  ['a value of which the name says which', `console.log(newEmail, emailList, fromEmail);`],
  ['a record of a person', `console.log(patientData);`],
  [
    'an address on a person',
    `import type { Patient } from './types'; export function f(patient: Patient) { console.log(patient.address); }`,
  ],
])('%s is personal', (_, text) => {
  const program = {
    'schema.prisma': `model Invite {\n id String @id\n email String\n}`,
    'types.ts': `export interface Place { line: string }\nexport interface Patient { address: Place }`,
    'a.ts': text,
  };

  expect(found(program)).toHaveLength(1);
});

test.each([
  `const row = await prisma.invite.findFirst({ select: { id: true, role: true } }); console.log(row);`,
  `console.log({ email: config.from, name: teamName });`,
  `console.log(errors.email, labels.phone);`,
  `import type { Team } from './types'; export function f(team: Team) { console.log(team); }`,
  `function log(customerId) { console.log(customerId); } log(session.customer);`,
  `function idOf(one) { return typeof one === 'string' ? one : one.id; } const customerId = idOf(session.customer); console.log(customerId);`,
  `localStorage.setItem('theme', theme); res.cookie('session', sessionId);`,
])('what names nobody is silent: %s', (text) => {
  const program = {
    'schema.prisma': `model Invite {\n id String @id\n email String\n}`,
    'types.ts': `export interface Team { name: string; size: number }`,
    'a.ts': text,
  };

  expect(found(program)).toEqual([]);
});

test('a hook’s address in the environment tells whose hook it is', () => {
  const program = {
    'slack.ts': `export const tell = (text: string) => fetch(process.env.SLACK_WEBHOOK_URL!, { method: 'POST', body: JSON.stringify({ text }) });`,
    'page.ts': `import { tell } from './slack';\nawait tell(\`\${user.name} joined\`);`,
  };

  expect(found(program)).toEqual([expect.stringMatching(/^page\.ts:2 Slack gets `user\.name`/)]);
});

test('personal data in a cookie, the browser’s storage or a file is told like in a log', () => {
  const program = {
    'a.ts': `import { writeFileSync } from 'node:fs';
res.cookie('who', user.email);
localStorage.setItem('me', JSON.stringify({ phone: user.phone }));
writeFileSync('people.csv', users.map((one) => one.email).join());`,
  };

  expect(found(program).map((line) => /goes into ([\w ’]+):/.exec(line)?.[1])).toEqual([
    'a cookie',
    'the browser’s storage',
    'a file',
  ]);
});

test('a vendor’s host is told once a file, and not beside a flow to the vendor', () => {
  const program = {
    'a.ts': `fetch('https://api.brevo.com/v3/one', {}); fetch('https://api.brevo.com/v3/two', {});`,
    'b.ts': `fetch('https://api.brevo.com/v3/contacts', { body: JSON.stringify({ email: user.email }) });`,
  };

  expect(found(program)).toEqual([
    expect.stringMatching(/^a\.ts:1 `api\.brevo\.com` is Brevo/),
    expect.stringMatching(/^b\.ts:1 Brevo gets `user\.email`/),
  ]);
});

test('a destructured parameter is called what the code calls it', () => {
  const text = `interface SignUpProps { email: string }
export function SignUp({ email }: SignUpProps) { console.log(email); }`;

  expect(found({ 'a.tsx': text })).toEqual([expect.stringContaining('`console`: `email`')]);
});
