import type { PlanErrorCode } from './plan.ts';

/** What stands in for the placeholders of a prefix. */
export interface PrefixValues {
  readonly subject: string;
  readonly tenant?: string;
  readonly item?: string;
}

export type FilledPrefix =
  | { readonly kind: 'filled'; readonly prefix: string }
  /** The prefix does not tell this subject's (or this item's) objects from others. */
  | { readonly kind: 'not-own' }
  | { readonly kind: 'refused'; readonly code: PlanErrorCode; readonly reason: string };

const PLACEHOLDER = /\{([^{}]*)\}/gu;

/** Of an id in a key: a separator, a control character, a glob or template character, a backslash. */
// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const UNSAFE_IN_KEY = /[/\\*?[\]{}\u0000-\u001f\u007f]/u;

/**
 * The prefix of one subject's objects, or of one item's. It ends in `/` and each placeholder has a
 * path segment of its own beside fixed text, so that `u1` never reaches what is below `u10`.
 */
export function fillPrefix(template: string, values: PrefixValues): FilledPrefix {
  const own = ownPart(template, values);
  if (own === undefined) return { kind: 'not-own' };
  const problem = templateProblem(own);
  if (problem !== undefined) return { kind: 'refused', code: 'unsafe-prefix', reason: problem };
  let refusal: FilledPrefix | undefined;
  const prefix = own.replace(PLACEHOLDER, (_text, name: string) => {
    const value = valueOf(values, name);
    const reason = value === undefined ? `the event has no ${name}` : idProblem(value);
    if (reason !== undefined)
      refusal = { kind: 'refused', code: 'unsafe-id', reason: `{${name}}: ${reason}` };
    return value ?? '';
  });
  return refusal ?? { kind: 'filled', prefix };
}

/** Why an id may not be looked for in any store. */
export function lookupProblem(id: string): string | undefined {
  if (id === '') return 'it is empty';
  if (id.includes('\u0000')) return 'it has a NUL character';
  return id.isWellFormed() ? undefined : 'it is not well-formed Unicode';
}

/** Why an id may not stand in the key of an object. */
function idProblem(id: string): string | undefined {
  const problem = lookupProblem(id);
  if (problem !== undefined) return problem;
  if (id === '.' || id.includes('..')) return 'it could leave its folder';
  return UNSAFE_IN_KEY.test(id) ? 'it has a character that means something in a key' : undefined;
}

/** The template up to what is one subject's, or one item's; undefined: it is not theirs alone. */
function ownPart(template: string, values: PrefixValues): string | undefined {
  if (!template.includes(values.item === undefined ? '{subject}' : '{item}')) return undefined;
  if (values.item !== undefined) return template;
  const [before = ''] = template.split(/[^/]*\{item\}/u);
  return before.includes('{subject}') ? before : undefined;
}

function templateProblem(template: string): string | undefined {
  if (!template.endsWith('/')) return 'it does not end in `/`';
  const segments = template.slice(0, -1).split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    return 'it has an empty or relative part';
  }
  if (segments.some((segment) => [...segment.matchAll(PLACEHOLDER)].length > 1)) {
    return 'two ids in one part could be cut in two ways';
  }
  const unknown = [...template.matchAll(PLACEHOLDER)].find(([, name]) => !isPlaceholder(name));
  return unknown === undefined ? undefined : `\`${unknown[0]}\` is no placeholder`;
}

function isPlaceholder(name: string | undefined): boolean {
  return name === 'subject' || name === 'tenant' || name === 'item';
}

function valueOf(values: PrefixValues, name: string): string | undefined {
  if (name === 'subject') return values.subject;
  return name === 'tenant' ? values.tenant : values.item;
}
