import { auditQuerySchema, proofQuerySchema } from '../audit/audit.schema.ts';
import { rotationRequestSchema, tokenRequestSchema } from '../auth/token.schema.ts';
import {
  acceptanceSchema,
  consentSchema,
  consentsQuerySchema,
  linkSchema,
  restrictionSchema,
  signalSchema,
} from '../consents/consent.schema.ts';
import {
  decisionBatchSchema,
  decisionLogQuerySchema,
  decisionRequestSchema,
} from '../decisions/decision-request.schema.ts';
import { erasureQuerySchema, runRequestSchema } from '../erasures/erasures.schema.ts';
import { eventSchema } from '../events/event.schema.ts';
import { holdRequestSchema } from '../holds/hold.schema.ts';
import { bundleQuerySchema } from '../policies/policies.schema.ts';
import { feedQuerySchema } from '../subjects/feed.controller.ts';
import type { Scope } from '../auth/scopes.ts';

/** One path and method, as the document describes it. The schemas are those that are checked. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete';
  /** With `{id}` for parameters. */
  readonly path: string;
  readonly summary: string;
  /** Absent: open to everybody. */
  readonly scope?: Scope;
  readonly body?: object;
  readonly query?: QuerySchema;
  readonly answers: Readonly<Record<number, string>>;
}

interface QuerySchema {
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, object>>;
}

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/decisions',
    summary: 'May this be done with this data? One request, or up to 1,000 below `requests`.',
    scope: 'decisions',
    body: { oneOf: [decisionRequestSchema, decisionBatchSchema] },
    answers: { 200: 'The decision, or `decisions` in the order of the requests.' },
  },
  {
    method: 'post',
    path: '/v1/decisions/explain',
    summary:
      'Why a request would be permitted or denied, and the smallest changes under which it would be permitted. Nothing is recorded.',
    scope: 'decisions',
    body: decisionRequestSchema,
    answers: {
      200: 'The answer for each category, and `alternatives`: each change with the clauses that ask for it. `isCutOff`: there may be more.',
    },
  },
  {
    method: 'get',
    path: '/v1/decisions',
    summary: 'The decision log of a time, each decision made again under the policy that made it.',
    scope: 'audit',
    query: decisionLogQuerySchema,
    answers: { 200: 'Decisions, oldest first, each with `replay`: same or differs.' },
  },
  {
    method: 'post',
    path: '/v1/events',
    summary: 'Something happened that starts a clock or changes a consent. Idempotent by `id`.',
    scope: 'events',
    body: eventSchema,
    answers: { 202: 'Accepted or known, with the erasures it promises.', 409: 'The id was used.' },
  },
  {
    method: 'get',
    path: '/v1/erasures',
    summary: 'The erasures of a subject.',
    scope: 'erasures',
    query: erasureQuerySchema,
    answers: { 200: 'Each with its status, store by store.' },
  },
  {
    method: 'post',
    path: '/v1/erasures/run',
    summary: 'Work off everything whose work may start now; `dryRun` counts and erases nothing.',
    scope: 'erasures:run',
    body: runRequestSchema,
    answers: { 200: 'The erasures that were taken.' },
  },
  {
    method: 'get',
    path: '/v1/erasures/{id}',
    summary: 'One erasure.',
    scope: 'erasures',
    answers: { 200: 'The erasure; the subject by pseudonym.' },
  },
  {
    method: 'get',
    path: '/v1/erasures/{id}/receipt',
    summary: 'The signed receipt of a finished erasure. Pseudonyms only.',
    scope: 'erasures',
    answers: { 200: 'The receipt.', 409: 'The erasure is not done.' },
  },
  {
    method: 'post',
    path: '/v1/holds',
    summary: 'Place a legal hold: from its answer on no step that it covers starts.',
    scope: 'holds:write',
    body: holdRequestSchema,
    answers: { 201: 'The hold.' },
  },
  {
    method: 'get',
    path: '/v1/holds',
    summary: 'All legal holds, released ones too.',
    scope: 'holds',
    answers: { 200: 'The holds.' },
  },
  {
    method: 'delete',
    path: '/v1/holds/{id}',
    summary: 'Release a legal hold. What it held is due from its original date.',
    scope: 'holds:write',
    answers: { 204: 'Released.' },
  },
  {
    method: 'post',
    path: '/v1/consents',
    summary: 'A subject consents to a purpose, or objects. In force here when it is answered.',
    scope: 'consents:write',
    body: consentSchema,
    answers: { 201: 'All that is recorded of the subject.' },
  },
  {
    method: 'get',
    path: '/v1/consents',
    summary: 'What a subject has agreed to, objected to and restricted, with its history.',
    scope: 'consents',
    query: consentsQuerySchema,
    answers: { 200: 'All that is recorded of the subject.' },
  },
  {
    method: 'post',
    path: '/v1/restrictions',
    summary: 'The processing of a subject is restricted, or no longer.',
    scope: 'consents:write',
    body: restrictionSchema,
    answers: { 201: 'All that is recorded of the subject.' },
  },
  {
    method: 'post',
    path: '/v1/acceptances',
    summary: 'A subject has accepted a version of the policy.',
    scope: 'consents:write',
    body: acceptanceSchema,
    answers: { 201: 'All that is recorded of the subject.' },
  },
  {
    method: 'post',
    path: '/v1/signals',
    summary:
      "A subject's browser sent `Sec-GPC: 1`: an objection where a clause says that it is one.",
    scope: 'consents:write',
    body: signalSchema,
    answers: { 201: 'All that is recorded of the subject.' },
  },
  {
    method: 'post',
    path: '/v1/unsubscribe-links',
    summary: 'The link and the headers for a mail that is not essential (RFC 8058).',
    scope: 'consents',
    body: linkSchema,
    answers: { 201: 'The link, and the two headers as they are.' },
  },
  {
    method: 'get',
    path: '/v1/subjects/feed',
    summary: 'Subjects who are not like all others, signed, from a cursor on: for guards.',
    scope: 'subjects',
    query: feedQuerySchema,
    answers: { 200: 'A signed page; the subjects by pseudonym.' },
  },
  {
    method: 'post',
    path: '/unsubscribe/{token}',
    summary: 'One click, as a form: `List-Unsubscribe=One-Click`.',
    answers: {
      200: 'The objection is recorded and in force.',
      404: 'The link is not one of ours.',
    },
  },
  {
    method: 'get',
    path: '/v1/audit',
    summary: 'Entries of the audit log, with their exact text.',
    scope: 'audit',
    query: auditQuerySchema,
    answers: { 200: 'The entries.' },
  },
  {
    method: 'get',
    path: '/v1/audit/checkpoint',
    summary: 'The signed head of the log.',
    scope: 'audit',
    answers: { 200: 'The checkpoint.' },
  },
  {
    method: 'get',
    path: '/v1/audit/proof',
    summary:
      'Inclusion of a leaf, and with `since` that the log continues an earlier one (RFC 9162).',
    scope: 'audit',
    query: proofQuerySchema,
    answers: { 200: 'The proof.' },
  },
  {
    method: 'post',
    path: '/v1/tokens',
    summary: 'Make a machine token. It is shown in this answer and never again.',
    scope: 'tokens',
    body: tokenRequestSchema,
    answers: { 201: 'The token.' },
  },
  {
    method: 'post',
    path: '/v1/tokens/{id}/rotate',
    summary: 'A new secret for a token, shown this once; the one before is taken for the overlap.',
    scope: 'tokens',
    body: rotationRequestSchema,
    answers: { 200: 'The new secret, and until when the one before is taken.' },
  },
  {
    method: 'get',
    path: '/v1/tokens',
    summary: 'All tokens, without themselves.',
    scope: 'tokens',
    answers: { 200: 'The tokens.' },
  },
  {
    method: 'delete',
    path: '/v1/tokens/{id}',
    summary: 'Revoke a token.',
    scope: 'tokens',
    answers: { 204: 'Revoked; other processes take it for at most a second more.' },
  },
  {
    method: 'get',
    path: '/v1/policy/bundle',
    summary:
      'The signed bundle in force, issued again each day, with an ETag; `version`: an older one as it was.',
    query: bundleQuerySchema,
    answers: { 200: 'The bundle.', 304: 'It is the one asked with.', 404: 'No such version.' },
  },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Counters and gauges, for Prometheus; open to everybody where METRICS_OPEN says so.',
    scope: 'metrics',
    answers: { 200: 'The text format of Prometheus 0.0.4.' },
  },
  ...open([
    ['/v1/policy', 'The compiled policy in force.'],
    ['/v1/policy/versions', 'The versions in force, scheduled and superseded.'],
    ['/.well-known/jwks.json', 'The public keys of bundles, receipts and checkpoints.'],
    ['/privacy', 'The policy as its readers see it.'],
    ['/unsubscribe/{token}', 'What a person sees behind the link; changes nothing.'],
    ['/.well-known/gpc.json', 'Global Privacy Control is honoured, where the policy says so.'],
    ['/healthz', 'The process runs.'],
    ['/readyz', 'The process can answer.'],
    ['/openapi.json', 'This document.'],
    ['/docs', 'This document, to be read.'],
  ]),
];

function open(paths: readonly (readonly [string, string])[]): readonly Operation[] {
  return paths.map(([path, summary]) => ({
    method: 'get',
    path,
    summary,
    answers: { 200: summary },
  }));
}
