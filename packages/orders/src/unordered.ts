import canonicalize from 'canonicalize';
import { differ, type Difference } from './difference.ts';
import { incomparable } from './order.ts';

/**
 * Fields that no order speaks of yet. Whatever a later version of the language adds is mixed until
 * someone gives it an order, and never passes in silence.
 */
export function unorderedDifferences(
  kind: string,
  before: object,
  after: object,
  ordered: readonly string[],
): readonly Difference[] {
  const [old, young] = [fieldsOf(before, ordered), fieldsOf(after, ordered)];
  const fields = new Set([...old.keys(), ...young.keys()]);
  return [...fields].flatMap((field) =>
    differ(
      `${kind}.${field}`,
      [old.get(field) ?? 'none', young.get(field) ?? 'none'],
      incomparable,
    ),
  );
}

function fieldsOf(value: object, ordered: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(value).flatMap(([field, content]: [string, unknown]) =>
      content === undefined || ordered.includes(field)
        ? []
        : [[field, canonicalize(content) ?? ''] as const],
    ),
  );
}
