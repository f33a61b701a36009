import { answersOf } from './row.ts';
import type { Answer, Row } from './row.ts';
import { asText } from './settings.ts';
import type { Resource, Stack } from './stack.ts';
import type { Expression } from './syntax.ts';

/** Words without which the name of an argument does not tell what it switches. */
const telling = /encrypt|public|tls|ssl|https|^acl$/u;

/**
 * What the arguments of an unknown module state by their names alone: one that is called as an attribute
 * of a table, and that says the same for every type of resource that has it.
 */
export function statedAnswers<T>(
  table: readonly Row<T>[],
  resource: Resource,
  stack: Stack,
): readonly Answer<T>[] {
  return [...resource.block.attributes.values()]
    .filter(({ name }) => telling.test(name))
    .flatMap(({ name, value }) => {
      const answers = table
        .filter(({ path, each, where }) => path === name && !each && !where)
        .filter((row) => tells(row, value))
        .flatMap((row) => answersOf([{ ...row, types: [resource.type] }], resource, stack));
      const [first] = answers;
      const isAgreed = answers.every(({ says }) => says === first?.says && says !== 'unknown');
      return first === undefined || !isAgreed ? [] : [first];
    });
}

/**
 * Whether a row understands a value as the module may mean it: on and off where it tells them apart, a
 * version or a word of access; what any other text means is the module's own affair.
 */
function tells<T>({ path, reads }: Row<T>, value: Expression): boolean {
  const text = asText(value);
  if (text === undefined) return false;
  if (!/^(?:true|false)$/iu.test(text)) return /tls|ssl/u.test(path) || path === 'acl';
  const { at, written } = value;
  return (
    reads({ at, written, kind: 'bool', bool: true }) !==
    reads({ at, written, kind: 'bool', bool: false })
  );
}
