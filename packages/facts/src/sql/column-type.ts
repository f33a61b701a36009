import type { TypeName } from 'libpg-query';

import { columnKind } from '../model/column-kind.ts';

/** The type of a column; a list of them has brackets. */
export function columnType(type: TypeName | undefined): string {
  const names = (type?.names ?? []).flatMap((node) =>
    'String' in node ? (node.String.sval ?? []) : [],
  );
  const kind = columnKind(names.at(-1) ?? '');
  return (type?.arrayBounds ?? []).length > 0 ? `${kind}[]` : kind;
}
