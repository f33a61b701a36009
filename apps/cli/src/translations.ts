import type { Translation } from '@troth/compiler';
import { compileTranslations } from '@troth/compiler';
import type { Diagnostic } from '@troth/diagnostics';
import { hasErrors } from '@troth/diagnostics';
import { languages } from '@troth/page';
import { PolicyError } from './failures.ts';
import type { Project, SoundProject } from './project.ts';

/** The language policies are written in: no translation can be into it. */
const SOURCE = 'en';

/** Languages a policy can be translated into. */
export const translationLanguages: readonly string[] = languages.filter((each) => each !== SOURCE);

/** What is wrong with the translations of a policy; of one that does not compile nothing can be said. */
export function translationProblems({ compilation, files }: Project): readonly Diagnostic[] {
  const { policy } = compilation;
  if (policy === undefined) return [];
  return compileTranslations(policy, files, translationLanguages).diagnostics;
}

/**
 * The translations of a policy, stale sentences left out.
 * @throws PolicyError where a file of them is wrong
 */
export function translationsOf({ name, policy, files }: SoundProject): readonly Translation[] {
  const { translations, diagnostics } = compileTranslations(policy, files, translationLanguages);
  if (hasErrors(diagnostics))
    throw new PolicyError(`a translation in ${name} cannot be used`, diagnostics);
  return translations;
}
