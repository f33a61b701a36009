import type { Mechanism, Status } from '@troth/enforcement';
import type { Colors } from '../terminal.ts';

/** A mechanism as JSON shows it: the test is named as Vitest names it. */
export function enforcedByJson({ id, kind, test }: Mechanism): {
  readonly mechanism: string;
  readonly kind: 'runtime' | 'ci';
  readonly test: string;
} {
  return { mechanism: id, kind, test: `${test.file} > ${test.title}` };
}

/** A status in words of one width, so that columns align. */
export function statusText(status: Status, colors: Colors): string {
  const padded = status.padEnd('informational'.length + 2);
  switch (status) {
    case 'enforced':
      return colors.green(padded);
    case 'evidenced':
      return colors.cyan(padded);
    case 'informational':
      return colors.dim(padded);
    case 'gap':
      return colors.red(padded);
  }
}
