import type { CompiledPolicy } from '@troth/compiler';
import { sentenceOf } from '@troth/compiler';
import type { Finding, RuleMeta } from '@troth/scanner';
import { ruleMetadata } from '@troth/scanner';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ScanReport } from '../scan/scan-report.ts';

/**
 * A scan as SARIF 2.1.0, for code scanning. A waived finding is suppressed, an existing one is
 * `unchanged`, so that a viewer shows the same three kinds as every other format.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function scanSarif(
  { findings }: ScanReport,
  policy: CompiledPolicy,
  version: string,
): unknown {
  const sentences = new Map(policy.clauses.map((clause) => [clause.id, sentenceOf(clause)]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'troth', version, rules: ruleMetadata.map(ruleSarif) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((found) => resultSarif(found, sentences.get(found.clause))),
      },
    ],
  };
}

function ruleSarif({ id, summary, why, fix, unsafe, safe, language }: RuleMeta): unknown {
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: `${why} ${fix}`, markdown: helpOf({ why, fix, unsafe, safe, language }) },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['privacy', id.split('/')[0]] },
  };
}

function resultSarif(found: Finding, sentence: string | undefined): unknown {
  const { rule, severity, at, message, clause, fingerprint, status, flow } = found;
  const promise = sentence === undefined ? clause : `${clause}: “${sentence}”`;
  return {
    ruleId: rule,
    ruleIndex: ruleMetadata.findIndex(({ id }) => id === rule),
    level: severity,
    message: { text: `${message} (breaks ${promise})` },
    locations: [{ physicalLocation: placeOf(at) }],
    ...(flow.length > 0 && { codeFlows: [codeFlow(flow)] }),
    partialFingerprints: { 'troth/v1': fingerprint },
    baselineState: status === 'new' ? 'new' : 'unchanged',
    ...(status === 'waived' && { suppressions: [{ kind: 'external', status: 'accepted' }] }),
    properties: { clause },
  };
}

/** The way of a value: source, steps, and last the place where it leaves the program. */
function codeFlow(flow: Finding['flow']): unknown {
  const locations = flow.slice(0, STEPS_KEPT).map(({ at, written }) => ({
    location: { physicalLocation: placeOf(at), message: { text: written } },
  }));
  return { threadFlows: [{ locations }] };
}

/** Code scanning shows no more steps of a flow. */
const STEPS_KEPT = 1000;

function helpOf({
  why,
  fix,
  unsafe,
  safe,
  language,
}: Omit<RuleMeta, 'id' | 'protects' | 'summary'>): string {
  const block = (code: string): string =>
    `\`\`\`${language === 'terraform' ? 'hcl' : language}\n${code}\n\`\`\``;
  return [why, '', '**Avoid**', '', block(unsafe), '', '**Prefer**', '', block(safe), '', fix].join(
    '\n',
  );
}

function placeOf(at: Finding['at']): unknown {
  return { artifactLocation: { uri: uriOf(at.file) }, region: regionOf(at) };
}

function regionOf({ line, column, endLine, endColumn }: Finding['at']): unknown {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** Each part of a relative path is encoded by itself: a `#` or a space in a name is no part of a URI's own grammar. */
function uriOf(path: string): string {
  return isAbsolute(path)
    ? pathToFileURL(path).href
    : path.split('/').map(encodeURIComponent).join('/');
}
