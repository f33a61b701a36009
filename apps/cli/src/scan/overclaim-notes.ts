import type { DataMap } from '@troth/compiler';
import type { Fact } from '@troth/facts';
import type { Note, UnusedDeclaration } from '@troth/scanner';
import { unusedDeclarations } from '@troth/scanner';
import { posix } from 'node:path';
import type { SoundProject } from '../project.ts';

/** A declaration that nothing of the application needs is no breach; but a policy that overclaims is not believed. */
export function overclaimNotes(
  { policy, name, compilation }: SoundProject,
  facts: readonly Fact[],
  dataMap: DataMap | undefined,
): readonly Note[] {
  return unusedDeclarations(policy, facts, dataMap).map((unused) => {
    const origin = compilation.origins.get(unused.clause);
    const { line, column } = origin ?? { line: 1, column: 1 };
    const file = origin?.file ?? posix.join(name, 'policy.yaml');
    const at = { file, line, column, endLine: line, endColumn: column };
    return { rule: `policy/unused-${unused.kind}`, at, message: messageOf(unused) };
  });
}

function messageOf({ kind, id, clause }: UnusedDeclaration): string {
  return kind === 'recipient'
    ? `\`${clause}\` shares data with \`${id}\`, and nothing of the application reaches it`
    : `\`${clause}\` collects \`${id}\`, and nothing of the application holds it`;
}
