import type { SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { nginxFacts } from '../nginx/nginx.ts';
import { postgresFacts } from '../postgres-conf/postgres-conf.ts';
import { redisFacts } from '../redis-conf/redis-conf.ts';
import { onlyPart } from './templates.ts';

const kinds: readonly {
  readonly named: RegExp;
  readonly read: (file: SourceText) => readonly Fact[];
}[] = [
  { named: /nginx.*|.*(server|location|configuration)-snippet|default\.conf/, read: nginxFacts },
  { named: /(postgresql|pg_hba).*\.conf/, read: postgresFacts },
  { named: /(redis|valkey|sentinel).*\.conf/, read: redisFacts },
];

/** What a file says that is written out within another, known by its name. */
export function fileSaid(
  name: string,
  file: SourceText,
  start: number,
  end: number,
): readonly Fact[] {
  const kind = kinds.find(({ named }) => new RegExp(`^(?:${named.source})$`).test(name));
  return kind?.read({ path: file.path, text: onlyPart(file.text, start, end) }) ?? [];
}
