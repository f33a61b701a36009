import type { CleartextFact, Fact, Known, StorageFact, TlsFact } from '../facts.ts';
import { exposureFacts } from './cdk-exposure.ts';
import { listenerFacts } from './cdk-listeners.ts';
import { optionOf, wordsFor } from './cdk-options.ts';
import type { Construct } from './cdk-options.ts';
import { constructOf, isKit, shownNode, wordsOf } from './cdk-settings.ts';
import type { Setting } from './cdk-settings.ts';
import { cleartextRows, storageRows, tlsRows } from './cdk-table.ts';
import type { StorageRow } from './cdk-table.ts';
import type { Detector } from './detector.ts';
import { subjectOf } from './detector.ts';
import { originOf } from './origins.ts';
import { valuesOf } from './values.ts';

/** Stores and listeners that the AWS CDK declares: encryption at rest and on the way. */
export const cdkResources: Detector = {
  types: ['NewExpression', 'CallExpression'],
  words: /aws-cdk|@aws-cdk\//,
  detect: (site, file): readonly Fact[] => {
    const { node, scope } = site;
    if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return [];
    const construct = constructOf(originOf(node.callee, scope));
    if (construct === undefined) return [];
    const found = { site, file, construct };
    if (node.arguments.some(({ type }) => type === 'SpreadElement')) return [];
    if (node.type === 'CallExpression') return [...listenerFacts(found), ...exposureFacts(found)];
    return [
      ...storageFacts(found),
      ...tlsFacts(found),
      ...cleartextFacts(found),
      ...listenerFacts(found),
      ...exposureFacts(found),
    ];
  },
};

function storageFacts(found: Construct): readonly StorageFact[] {
  const { site, file, construct } = found;
  return storageRows
    .filter((row) => row.constructs.includes(construct))
    .map((row) => {
      const setting = optionOf(found, row.option);
      const at = file.at(shownNode(setting, site.node));
      const encrypted = isEncrypted(row, setting, found);
      return {
        kind: 'storage',
        at,
        subject: wordsFor(site, construct),
        resource: construct,
        encrypted,
      };
    });
}

function isEncrypted(row: StorageRow, setting: Setting, found: Construct): Known<boolean> {
  const said =
    setting.kind === 'set'
      ? row.isOn(wordsOf(setting.value, setting.scope))
      : setting.kind === 'absent'
        ? row.otherwise
        : 'unknown';
  const key = row.key === undefined ? undefined : optionOf(found, row.key);
  return key?.kind === 'set' && said !== true ? byKey(key, setting) : said;
}

// Beside a plain `false` only what the kit makes is surely a key.
function byKey(key: Setting & { readonly kind: 'set' }, setting: Setting): Known<boolean> {
  const origin = originOf(key.value, key.scope);
  if (setting.kind !== 'set' || isKit(origin)) return true;
  const isValue = valuesOf(key.value, key.scope).every(({ kind }) => kind !== 'unknown');
  return isValue || key.value.type === 'NewExpression' ? false : 'unknown';
}

function tlsFacts(found: Construct): readonly TlsFact[] {
  const { site, file, construct } = found;
  return tlsRows
    .filter((row) => row.constructs.includes(construct))
    .map(({ option, otherwise }) => {
      const setting = optionOf(found, option);
      const shown = shownNode(setting, site.node);
      const minimum =
        setting.kind === 'set'
          ? versionIn(wordsOf(setting.value, setting.scope))
          : setting.kind === 'absent'
            ? otherwise
            : 'unknown';
      const written = setting.kind === 'absent' ? `no ${option}` : file.written(shown);
      const subject = wordsFor(site, construct);
      return { kind: 'tls', at: file.at(shown), subject, end: 'server', minimum, written };
    });
}

function cleartextFacts(found: Construct): readonly CleartextFact[] {
  const { site, file, construct } = found;
  return cleartextRows
    .filter((row) => row.constructs.includes(construct))
    .flatMap(({ option, otherwise, protocol, isPlain }): readonly CleartextFact[] => {
      const setting = optionOf(found, option);
      const plain =
        setting.kind === 'set'
          ? isPlain(wordsOf(setting.value, setting.scope))
          : setting.kind === 'absent' && otherwise;
      if (!plain) return [];
      const shown = shownNode(setting, site.node);
      const written = setting.kind === 'absent' ? `no ${option}` : file.written(shown);
      const subject = subjectOf(wordsFor(site, construct), option);
      return [{ kind: 'cleartext', at: file.at(shown), subject, protocol, written }];
    });
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
