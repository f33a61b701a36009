import type { Rule } from '@troth/compiler';
import { describe, expect, test } from 'vitest';

import { policyOf } from '../../testing/policies.ts';
import { isKnownScope } from './oauth-scopes.ts';

const google = 'https://www.googleapis.com/auth/userinfo';
const ofAddress = ['email', 'user:email', `${google}.email`];
const ofName = ['profile', 'read:user', `${google}.profile`];

const collecting = (...data: readonly string[]): Rule => ({
  verb: 'collect',
  data,
  source: 'data-subject',
  from: [],
  purposes: [],
});
const address = policyOf({ only: collecting('account.email') });
const name = policyOf({ only: collecting('account.name') });

describe('a scope of sign-in', () => {
  test.each(ofAddress)('%s needs a policy that declares the address', (scope) => {
    expect(isKnownScope(scope, address)).toBe(true);
    expect(isKnownScope(scope, name)).toBe(false);
  });

  test.each(ofName)('%s needs a policy that declares the name', (scope) => {
    expect(isKnownScope(scope, name)).toBe(true);
    expect(isKnownScope(scope, address)).toBe(false);
  });

  test('that only signs in hands over nothing', () => {
    expect(isKnownScope('openid', policyOf({ only: collecting() }))).toBe(true);
  });

  test.each(['repo', `${google}.phone`, ''])(
    'that nobody here knows is asked about: %s',
    (scope) => {
      expect(isKnownScope(scope, policyOf({ only: collecting('account') }))).toBe(false);
    },
  );
});
