import type { Node } from 'oxc-parser';

import type { Fact, StorageFact, TlsFact } from '../facts.ts';
import { storageRows, tlsRows } from './cdk-table.ts';
import type { Detector, FileView } from './detector.ts';
import { enclosingName, subjectOf } from './detector.ts';
import type { Origin } from './origins.ts';
import { originOf } from './origins.ts';
import type { Scope, Site } from './scope.ts';
import { bare, memberName } from './syntax.ts';
import { readObject, textsOf, valuesOf } from './values.ts';

/** Stores and listeners that the AWS CDK declares: encryption at rest and the oldest TLS. */
export const cdkResources: Detector = {
  types: ['NewExpression'],
  detect: (site, file): readonly Fact[] => {
    const { node, scope } = site;
    if (node.type !== 'NewExpression') return [];
    const construct = constructOf(originOf(node.callee, scope));
    if (construct === undefined) return [];
    return [...storageFacts(construct, site, file), ...tlsFacts(construct, site, file)];
  },
};

/** Service and class, `efs.CfnFileSystem`. */
function constructOf(origin: Origin | undefined): string | undefined {
  if (origin?.from.kind !== 'package') return undefined;
  const { name, path } = origin.from;
  const words = [name.replace(/^@aws-cdk\//, ''), path, ...origin.names];
  const service = words
    .map((word) => /^aws[-_](.+)$/.exec(word)?.[1])
    .find((word) => word !== undefined && word !== 'cdk-lib');
  const construct = origin.names.at(-1);
  return service === undefined || construct === undefined ? undefined : `${service}.${construct}`;
}

function storageFacts(construct: string, site: Site, file: FileView): readonly StorageFact[] {
  return storageRows
    .filter((row) => row.constructs.includes(construct))
    .map(({ option, otherwise, isOn }) => {
      const setting = settingOf(site, option.split('.'));
      const encrypted =
        setting.kind === 'set'
          ? isOn(wordsOf(setting.value, setting.scope))
          : setting.kind === 'absent'
            ? otherwise
            : 'unknown';
      const at = file.at(shownNode(setting, site.node));
      return {
        kind: 'storage',
        at,
        subject: subjectOf(construct, nameOf(site)),
        resource: construct,
        encrypted,
      };
    });
}

function tlsFacts(construct: string, site: Site, file: FileView): readonly TlsFact[] {
  return tlsRows
    .filter((row) => row.constructs.includes(construct))
    .map(({ option, otherwise }) => {
      const setting = settingOf(site, option.split('.'));
      const shown = shownNode(setting, site.node);
      const minimum =
        setting.kind === 'set'
          ? versionIn(wordsOf(setting.value, setting.scope))
          : setting.kind === 'absent'
            ? otherwise
            : 'unknown';
      const written = setting.kind === 'absent' ? `no ${option}` : file.written(shown);
      return {
        kind: 'tls',
        at: file.at(shown),
        subject: subjectOf(construct, nameOf(site)),
        end: 'server',
        minimum,
        written,
      };
    });
}

type Setting =
  | { readonly kind: 'set'; readonly value: Node; readonly scope: Scope }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

// The properties are the third argument of every construct.
function settingOf({ node, scope }: Site, path: readonly string[]): Setting {
  const passed = node.type === 'NewExpression' ? node.arguments : [];
  if (passed.some(({ type }) => type === 'SpreadElement')) return { kind: 'unknown' };
  let at: Setting =
    passed[2] === undefined ? { kind: 'absent' } : { kind: 'set', value: passed[2], scope };
  for (const name of path) at = below(at, name);
  return at.kind === 'set' && isNothing(at.value, at.scope) ? { kind: 'absent' } : at;
}

function below(setting: Setting, name: string): Setting {
  if (setting.kind !== 'set') return setting;
  if (isNothing(setting.value, setting.scope)) return { kind: 'absent' };
  const object = readObject(setting.value, setting.scope);
  const property = object?.properties.get(name);
  if (property !== undefined) return { kind: 'set', ...property };
  return object?.open === false ? { kind: 'absent' } : { kind: 'unknown' };
}

function isNothing(value: Node, scope: Scope): boolean {
  return valuesOf(value, scope).every(({ kind }) => kind === 'nothing');
}

// A value as words: a text, a truth, or the name of an enumeration's member (`TLS_1_2`).
function wordsOf(value: Node, scope: Scope): readonly string[] {
  const texts = textsOf(value, scope);
  if (texts.length > 0) return texts;
  const truths = valuesOf(value, scope).flatMap((read) =>
    read.kind === 'boolean' ? [String(read.boolean)] : [],
  );
  if (truths.length > 0) return truths;
  const name = memberName(bare(value));
  return name === undefined ? [] : [name];
}

function versionIn(words: readonly string[]): TlsFact['minimum'] {
  const minors = words.flatMap(
    (word) =>
      /TLS[_-]?v?1[_.-]?([0-3])/i.exec(word)?.[1] ?? (/TLS[_-]?V?1\b/i.test(word) ? '0' : []),
  );
  switch (minors.toSorted()[0]) {
    case '0':
      return '1.0';
    case '1':
      return '1.1';
    case '2':
      return '1.2';
    case '3':
      return '1.3';
    default:
      return 'unknown';
  }
}

function shownNode(setting: Setting, node: Node): Node {
  if (setting.kind === 'set' && setting.value.start >= node.start && setting.value.end <= node.end)
    return setting.value;
  return node.type === 'NewExpression' ? node.callee : node;
}

function nameOf(site: Site): string {
  const { node, scope } = site;
  const id = node.type === 'NewExpression' ? node.arguments[1] : undefined;
  const [text] = id === undefined || id.type === 'SpreadElement' ? [] : textsOf(id, scope);
  return text ?? enclosingName(site);
}
