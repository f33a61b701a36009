import type { SourceFile } from '@troth/compiler';
import { parseYaml } from '@troth/language';

/** The newest version of the policy language, and today the only one. */
export const newestLanguage = 1;

/** What a policy says of its language. */
export type LanguageVersion =
  | { readonly kind: 'newest' }
  /** Written for a later troth, or no version at all. */
  | { readonly kind: 'unknown'; readonly written: string }
  | { readonly kind: 'unreadable' };

export function languageVersion(settings: SourceFile): LanguageVersion {
  const { root } = parseYaml(settings);
  if (root?.kind !== 'map') return { kind: 'unreadable' };
  const value = root.entries.get('language')?.value;
  if (value?.kind !== 'scalar') return { kind: 'unknown', written: 'nothing' };
  return value.value === newestLanguage
    ? { kind: 'newest' }
    : { kind: 'unknown', written: String(value.value) };
}
