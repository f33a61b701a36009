import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePolicy, type CompiledPolicy, type SourceFile } from '@troth/compiler';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'policy');

/** The policy of this repository, compiled. */
export function publishedPolicy(): CompiledPolicy {
  return policyOf(publishedFiles());
}

/** Its files, translations among them. */
export function publishedFiles(): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: `policy/${path.slice(folder.length + 1)}`,
      text: readFileSync(path, 'utf8'),
    }));
}

export function policyOf(files: readonly SourceFile[]): CompiledPolicy {
  const { policy, diagnostics } = compilePolicy(files);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  return policy;
}

/** The text that was published on the day the policy names. */
export function publishedText(policy: CompiledPolicy): string {
  return readFileSync(join(folder, 'published', `${policy.version.published}.txt`), 'utf8');
}
