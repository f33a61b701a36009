import { answersOf } from './row.ts';
import type { Answer, Row } from './row.ts';
import { asText, settingOf } from './settings.ts';
import type { Resource, Stack } from './stack.ts';

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
  return [...resource.block.attributes.keys()]
    .filter((name) => telling.test(name) && isPlain(resource, name))
    .flatMap((name) => {
      const rows = table.filter(({ path, each, where }) => path === name && !each && !where);
      const answers = rows.flatMap((row) =>
        answersOf([{ ...row, types: [resource.type] }], resource, stack),
      );
      const [first] = answers;
      const isAgreed = answers.every(({ says }) => says === first?.says && says !== 'unknown');
      return first === undefined || !isAgreed ? [] : [first];
    });
}

/** On, off, a version or a word of access: what a longer value means is the module's own affair. */
function isPlain({ block }: Resource, name: string): boolean {
  const setting = settingOf(block, name);
  const text = setting.kind === 'absent' ? undefined : asText(setting.value);
  return (
    text !== undefined &&
    (/^(?:true|false)$/iu.test(text) || /tls|ssl/u.test(name) || name === 'acl')
  );
}
