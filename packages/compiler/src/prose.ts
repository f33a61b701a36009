import { diagnostic, nearest, surelyMeant, type Diagnostic, type Span } from '@troth/diagnostics';
import { parseTemplate } from '@troth/language';
import type { BoundValue, Segment } from './compiled-policy.ts';

/** Values that prose may bind, by path: `erase.within`. */
export type Bindings = ReadonlyMap<string, BoundValue>;

/** A sentence as written to segments; unknown bindings and values bound to nothing are reported. */
export function compileProse(
  written: string,
  bindings: Bindings,
  vendors: readonly string[],
  at: Span,
): { readonly segments: readonly Segment[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const segments = parseTemplate(written).flatMap((part): readonly Segment[] => {
    switch (part.kind) {
      case 'text':
        diagnostics.push(...unboundLiterals(part.text, vendors, at));
        return [part];
      case 'malformed':
        diagnostics.push(diagnostic('binding/malformed', at, `\`${part.text}\` is not a binding`));
        return [];
      case 'binding': {
        const value = bindings.get(part.path);
        if (!value) {
          diagnostics.push(unknownBinding(part.path, bindings, at));
          return [];
        }
        return [{ kind: 'binding', path: part.path, value: styled(value, part.style) }];
      }
    }
  });
  return { segments, diagnostics };
}

function styled(value: BoundValue, style: string | undefined): BoundValue {
  if (value.type === 'list' && (style === 'quoted' || style === 'and')) return { ...value, style };
  return value;
}

function unknownBinding(path: string, bindings: Bindings, at: Span): Diagnostic {
  const meant = nearest(path, bindings.keys());
  const sure = surelyMeant(path, bindings.keys());
  const known = [...bindings.keys()].map((each) => `\`${each}\``).join(', ');
  return diagnostic('binding/unknown', at, `\`{{ ${path} }}\` leads to nothing here`, {
    help: meant === undefined ? `bind to one of ${known}` : `did you mean \`{{ ${meant} }}\`?`,
    ...(sure !== undefined && { fix: { at, word: path, replacement: sure } }),
  });
}

const month =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December)';
const number =
  '(?:\\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|forty|sixty|ninety)';

/** A way of writing a value that only a binding may say. */
export interface Literal {
  readonly what: string;
  /** With the flag `g`. */
  readonly pattern: RegExp;
}

/** What must never stand in prose unbound, because a rule, the vocabulary or the settings say it. */
const literals: readonly Literal[] = [
  {
    what: 'a duration',
    pattern: new RegExp(
      `\\b${number}[ -](?:business |calendar |working )?(?:hour|day|week|month|year)s?\\b`,
      'gi',
    ),
  },
  { what: 'a protocol version', pattern: /\b(?:TLS|SSL) ?v?\d(?:\.\d)?\b/g },
  { what: 'an algorithm', pattern: /\b(?:AES|RSA|SHA|DES|3DES|RC4|ChaCha20)-?\d*\b/g },
  { what: 'an e-mail address', pattern: /[^\s@(<]+@[^\s@]+\.[a-z]{2,}/gi },
  {
    what: 'a date',
    pattern: new RegExp(
      `\\b(?:${month} \\d{1,2},? \\d{4}|\\d{1,2}\\.? ${month} \\d{4}|\\d{4}-\\d{2}-\\d{2})\\b`,
      'g',
    ),
  },
];

function unboundLiterals(
  text: string,
  vendors: readonly string[],
  at: Span,
): readonly Diagnostic[] {
  const named = vendors.map((vendor) => ({
    what: 'a recipient',
    pattern: new RegExp(`(?<![\\w-])${escaped(vendor)}(?![\\w-])`, 'g'),
  }));
  return literalsIn(text, [...literals, ...named], at);
}

/** Each place of a text that says a value in one of these ways. */
export function literalsIn(
  text: string,
  ways: readonly Literal[],
  at: Span,
): readonly Diagnostic[] {
  return ways.flatMap(({ what, pattern }) =>
    [...text.matchAll(pattern)].map(([found]) =>
      diagnostic('binding/unbound-literal', at, `\`${found}\` is ${what} that nothing binds`),
    ),
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
