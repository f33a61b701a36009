import { lineIndex } from '@troth/diagnostics';

import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import { distinct } from '../settings/distinct.ts';
import { scriptFacts } from './shell-facts.ts';

/** Scripts of POSIX shells and their kin: by their ending, or by the first line where a folder keeps programs. */
export const shellScript: Extractor = {
  name: 'shell script',
  reads: (path) =>
    /\.(ba|da|k|z)?sh$/.test(path) ||
    /(^|\/)(bin|sbin|scripts?|hooks|\.husky|\.githooks|ci|ops|deploy|docker|tools)\/[\w-]+$/.test(
      path,
    ) ||
    /(^|\/)[\w-]*entrypoint$/.test(path),
  recognises: (text) => !text.startsWith('#!') || /^#![^\n]*\b(ba|a|da|k|z)?sh\b/.test(text),
  extract: extractScript,
};

function extractScript({ path, text }: SourceText): Extraction {
  const { span } = lineIndex(path, text);
  const script = { text, start: 0, end: text.length, variables: new Map<string, string>() };
  return {
    facts: distinct(scriptFacts(script, { span, subject: 'script', phase: 'setup' })),
    problems: [],
  };
}
