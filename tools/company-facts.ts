import { load } from 'js-yaml';
import type { TrackedFile } from './tracked-files.ts';

/** What would give a company away, read from its own policy. */
export interface CompanyFacts {
  readonly names: readonly Fact[];
  readonly contacts: readonly Fact[];
  readonly recipients: readonly Fact[];
  readonly windows: readonly Fact[];
}

export interface Fact {
  readonly what: string;
  readonly pattern: RegExp;
}

/** @param files the policy folder */
export function companyFacts(files: readonly TrackedFile[]): CompanyFacts {
  const documents = files
    .filter((file) => /\.ya?ml$/.test(file.path))
    .map((file) => ({ path: file.path, value: load(file.text) }));
  const below = (folder: string): readonly unknown[] =>
    documents.filter(({ path }) => path.startsWith(folder)).map(({ value }) => value);
  const settings = below('policy/policy.yaml');
  return {
    names: stringsUnder('controller', settings).filter(isProperName).map(word),
    contacts: stringsUnder('contact', settings).flatMap(addressAndDomain).map(word),
    recipients: below('policy/vocabulary/recipients').flatMap(recipientIds).map(literal),
    windows: [...new Set(below('policy/clauses').flatMap(durationsIn))].flatMap(spellings),
  };
}

function stringsUnder(key: string, values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) => (isMap(value) ? stringsIn(value[key]) : []));
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isMap(value) ? Object.values(value).flatMap(stringsIn) : [];
}

/** `we` and `us` are aliases too, and no secret. */
function isProperName(text: string): boolean {
  return /^\p{Lu}/u.test(text) && text.length > 3;
}

function addressAndDomain(text: string): readonly string[] {
  const domain = text.split('@')[1];
  return domain === undefined ? [] : [text, domain];
}

function recipientIds(document: unknown): readonly string[] {
  if (Array.isArray(document)) return document.flatMap(recipientIds);
  if (!isMap(document)) return [];
  const own = typeof document['id'] === 'string' ? [document['id']] : [];
  return [...own, ...Object.values(document).flatMap(recipientIds)];
}

/** Every `30 days` that stands as a value of its own. */
function durationsIn(document: unknown): readonly string[] {
  return stringsIn(document).filter((text) => /^\d+ (?:hour|day|month|year)s?$/.test(text));
}

function word(text: string): Fact {
  return { what: `\`${text}\``, pattern: new RegExp(`(?<!\\w)${RegExp.escape(text)}(?!\\w)`, 'i') };
}

/** A recipient's id as a value in code; the word alone may be a word of English. */
function literal(id: string): Fact {
  return { what: `recipient \`${id}\``, pattern: new RegExp(`(['"\`])${RegExp.escape(id)}\\1`) };
}

function spellings(duration: string): readonly Fact[] {
  const [amount = '', unit = ''] = duration.replace(/s$/, '').split(' ');
  const patterns = [
    `\\bP${amount}${unit.charAt(0).toUpperCase()}\\b`,
    `\\b${unit}s?\\b['"]?: ${amount}\\b`,
    `amount: ${amount}, unit: '${unit}'`,
  ];
  if (unit === 'day')
    patterns.push(`\\b${amount} \\* 24 \\* 60\\b`, `\\b${amount} \\* (?:DAY|day)`);
  return [{ what: `window ${duration}`, pattern: new RegExp(patterns.join('|')) }];
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
