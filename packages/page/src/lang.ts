import { html, nothing, type Html } from './html.ts';
import type { Words } from './words/words.ts';

/** A `lang` attribute, with the space before it, where a piece is not in the language around it. */
export function langOf(around: Words, own: Words): Html {
  return around.language === own.language ? nothing : html` lang="${own.language}"`;
}
