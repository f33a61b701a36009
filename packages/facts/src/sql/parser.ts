import type { ParseResult } from 'libpg-query';

/** PostgreSQL's own parser, which the caller has loaded; it throws on what is no PostgreSQL. */
export type SqlParser = (statement: string) => ParseResult;
