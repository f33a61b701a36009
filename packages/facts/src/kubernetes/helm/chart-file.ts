import type { Problem, SourceText } from '../../extraction.ts';
import { readTemplate } from '../../settings/templates.ts';

type Read = ReturnType<typeof readTemplate> & { readonly unread: readonly Problem[] };

/**
 * A file of YAML that may be a template for one. A template need be no YAML before it is filled in: that is
 * no fault of the file, and no pass either.
 */
export function readChartFile(file: SourceText): Read {
  const read = readTemplate(file);
  return file.text.includes('{{')
    ? { ...read, problems: [], unread: read.problems.map(asTemplate) }
    : { ...read, unread: [] };
}

function asTemplate({ at }: Problem): Problem {
  return { at, message: 'this template is not judged: it is no YAML before it is filled in' };
}
