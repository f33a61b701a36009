import type { Diagnostic } from '@troth/diagnostics';
import { diagnostic } from '@troth/diagnostics';
import { join } from 'node:path';
import { readPublished } from './published.ts';

/**
 * What is wrong with the versions published beside a policy. It does not make the policy unusable,
 * for a draft may always be rendered and tried.
 * @param since a commit whose published files must all stand unchanged
 * @throws UsageError for a commit that git does not know
 */
export async function publishedProblems(
  policyDir: string,
  cwd: string,
  since?: string,
): Promise<readonly Diagnostic[]> {
  const folder = await readPublished(join(policyDir, 'published'), cwd);
  if (folder.files.length === 0 && since === undefined) return [];
  const [{ verifyVersions }, { rewrittenSince }] = await Promise.all([
    import('@troth/versions'),
    import('./published-history.ts'),
  ]);
  const { problems } = verifyVersions(folder.files);
  const named = new Set(problems.map(({ file }) => file));
  const rewritten = since === undefined ? [] : await rewrittenSince(since, folder, cwd);
  return [...problems, ...rewritten.filter(({ file }) => !named.has(file))].map(
    ({ file, message }) =>
      diagnostic(
        'published/altered',
        { file: `${folder.name}/${file}`, line: 1, column: 1 },
        message,
      ),
  );
}
