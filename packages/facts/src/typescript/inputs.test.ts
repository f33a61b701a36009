import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';

function inputsOf(text: string): readonly string[] {
  const { facts } = extractFacts({ path: 'src/form.tsx', text }, { parsers: {} });
  return facts.flatMap((fact) =>
    fact.kind === 'input' ? [`${fact.form} ${fact.container}.${fact.field}`] : [],
  );
}

test('validated fields of a class are what it takes in, and the rest is not', () => {
  const text = `
    import { IsEmail, IsOptional } from 'class-validator';
    export class Signup { @IsEmail() email!: string; @IsOptional() phone?: string; private cache = new Map(); }`;

  expect(inputsOf(text)).toEqual(['dto Signup.email', 'dto Signup.phone']);
});

test('a class that is named a DTO needs no validator', () => {
  expect(inputsOf(`class CreateUserDto { readonly email: string; static version = 1; }`)).toEqual([
    'dto CreateUserDto.email',
  ]);
});

test('a schema is read with its nested fields, by the name it is given', () => {
  const text = `
    import { z } from 'zod';
    const signup = z.object({ email: z.string().email(), address: z.object({ zip: z.string() }).optional() });`;

  expect(inputsOf(text)).toEqual(['schema signup.email', 'schema signup.address.zip']);
});

test('an object function of no schema library is no schema', () => {
  expect(
    inputsOf(`import { object } from './render'; const shape = object({ email: 1 });`),
  ).toEqual([]);
});

test('a form field is known by its name and by what the browser is asked to fill in', () => {
  const text = `
    const Pay = () => <form>
      <input name="number" autoComplete="section-a cc-number" />
      <Input type="email" />
      <ui.TextField name="city" autoComplete="off" />
    </form>;`;

  expect(inputsOf(text)).toEqual([
    'form Pay.number',
    'form Pay.cc-number',
    'form Pay.email',
    'form Pay.city',
  ]);
});

test('buttons, hidden fields, switches and search boxes take no data from a person', () => {
  const text = `const F = () => <><input type="submit" name="go" /><input type="hidden" name="t" /><input type="checkbox" name="ok" /><input type="search" name="q" /></>;`;

  expect(inputsOf(text)).toEqual([]);
});

test.each([
  [
    `class G extends PassportStrategy(Strategy) { constructor() { super({ clientID, scope: ['email', 'profile'] }); } }`,
    ['email', 'profile'],
  ],
  [
    `import { Google } from 'arctic'; const g = new Google(id); g.createAuthorizationURL(state, verifier, ['openid', 'email'])`,
    ['openid', 'email'],
  ],
  [
    `import GitHub from 'next-auth/providers/github'; GitHub({ authorization: { params: { scope: 'read:user user:email' } } })`,
    ['read:user', 'user:email'],
  ],
])('the scopes of a sign-in are what it asks for: %s', (text, wanted) => {
  expect(inputsOf(text).map((input) => input.split('.').at(-1))).toEqual(wanted);
});

test('a scope of anything else is no sign-in', () => {
  expect(
    inputsOf(`provide({ scope: 'singleton' }); const rule = { scope: ['source.ts'] };`),
  ).toEqual([]);
});

test('a field whose schema has a name of its own is no value: its parts are fields under that name', () => {
  const text = `
    import { z } from 'zod';
    const Toggle = z.object({ show: z.boolean() });
    const Text = z.string();
    const element = z.object({ phone: Toggle, note: Text });`;

  expect(inputsOf(text)).toEqual(['schema Toggle.show', 'schema element.note']);
});

test('a scope beside a token or its claims was granted, and is not asked for', () => {
  expect(inputsOf(`const key = { scope: 'openid email', token_type: 'Bearer' };`)).toEqual([]);
  expect(inputsOf(`const claims = { sub: 'u1', scope: 'openid email' };`)).toEqual([]);
  expect(inputsOf(`const ask = { client_id: 'c', scope: 'openid email' };`)).toHaveLength(2);
});

test('a form field in a component catalogue is an example, and takes nothing in', () => {
  const story = `export const Phone = () => <input id="phone" type="tel" />;`;

  expect(inputsOf(`import type { Meta } from '@storybook/react';\n${story}`)).toEqual([]);
  expect(inputsOf(story)).toEqual(['form Phone.phone']);
});
