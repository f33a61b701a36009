import { SetMetadata } from '@nestjs/common';

/** What a token may do. One scope a path; `assert` lets a body say what is else taken from records. */
export const SCOPES = [
  'decisions',
  'events',
  'erasures',
  'erasures:run',
  'holds',
  'holds:write',
  'consents',
  'consents:write',
  'subjects',
  'audit',
  'tokens',
  'assert',
  'metrics',
] as const;

export type Scope = (typeof SCOPES)[number];

export const ACCESS = 'troth:access';

/** Needs a token with this scope. */
export const Needs = (scope: Scope): MethodDecorator & ClassDecorator => SetMetadata(ACCESS, scope);

/** For everybody, said by name: a path that says neither is closed. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(ACCESS, 'open');

export function isScope(text: string): text is Scope {
  return (SCOPES as readonly string[]).includes(text);
}

/** Scopes of paths that answer about all tenants at once: no token of one tenant has them. */
export function isOfAllTenants(scope: Scope): boolean {
  return OF_ALL_TENANTS.has(scope);
}

const OF_ALL_TENANTS: ReadonlySet<Scope> = new Set([
  'erasures:run',
  'subjects',
  'audit',
  'metrics',
]);

/** Work on production, where the clauses on access bind people. A question is judged by the engine itself. */
export function isOperation(scope: Scope): boolean {
  return scope !== 'decisions';
}
