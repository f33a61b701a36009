import type { RelationFact } from '../facts.ts';

/** `UserProfile` is `user_profile`, as mappers name a table by default. */
export function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])([A-Z])/gu, '_$1').toLowerCase();
}

/** What becomes of rows when those they refer to are gone; a database refuses unless told. */
export function onDeleteOf(said: string | undefined): RelationFact['onDelete'] {
  switch (said?.toLowerCase().replace(/[_-]/u, ' ')) {
    case 'cascade':
      return 'cascade';
    case 'set null':
    case 'set default':
      return 'set-null';
    case 'restrict':
      return 'restrict';
    default:
      return 'no-action';
  }
}
