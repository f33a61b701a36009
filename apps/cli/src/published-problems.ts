import type { Diagnostic } from '@troth/diagnostics';
import { diagnostic } from '@troth/diagnostics';
import { join } from 'node:path';
import { readPublished } from './published.ts';

/** What is wrong with the versions published beside a policy. It does not make the policy unusable, for a draft may always be rendered and tried. */
export async function publishedProblems(
  policyDir: string,
  cwd: string,
): Promise<readonly Diagnostic[]> {
  const { name, files } = await readPublished(join(policyDir, 'published'), cwd);
  if (files.length === 0) return [];
  const { verifyVersions } = await import('@troth/versions');
  return verifyVersions(files).problems.map(({ file, message }) =>
    diagnostic('published/altered', { file: `${name}/${file}`, line: 1, column: 1 }, message),
  );
}
