import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { joinedFacts, joinedProblems, joinedUnread } from '../../testing/joined.ts';

/** What files say together, `cleartext base/ingress.yaml:5`. */
function said(files: Readonly<Record<string, string>>): readonly string[] {
  return joinedFacts(files).map(({ kind, at }) => `${kind} ${at.file}:${at.line}`);
}

const ingress =
  'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  rules: [{ host: a.example.com }]\n';
const base = {
  'base/kustomization.yaml': 'resources: [ingress.yaml]\n',
  'base/ingress.yaml': ingress,
};
const tls =
  'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  tls: [{ secretName: web }]\n';

function deployment(value: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env:\n            - name: API\n              value: ${value}\n`;
}

function overlay(rest: string): Readonly<Record<string, string>> {
  return { 'prod/kustomization.yaml': `resources: [../base]\n${rest}` };
}

describe('an overlay', () => {
  test('is judged as what it makes of its base', () => {
    expect(said(base)).toEqual(['cleartext base/ingress.yaml:5']);
    expect(
      said({ ...base, ...overlay('patches: [{ path: tls.yaml }]\n'), 'prod/tls.yaml': tls }),
    ).toEqual([]);
  });

  test('that leaves the fault of its base in place keeps it where it is, one that another mends too', () => {
    const mended = { ...base, ...overlay('patches: [{ path: tls.yaml }]\n'), 'prod/tls.yaml': tls };

    expect(said({ ...mended, 'dev/kustomization.yaml': 'resources: [../base]\n' })).toEqual([
      'cleartext base/ingress.yaml:5',
    ]);
  });

  test('that brings a fault has it in its patch', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': deployment('https://api.example.com'),
      ...overlay('patchesStrategicMerge: [plain.yaml]\n'),
      'prod/plain.yaml': deployment('http://api.example.com'),
    };

    expect(said(files)).toEqual(['cleartext prod/plain.yaml:12', 'host prod/plain.yaml:11']);
  });

  test.each([
    [
      'a list of operations',
      `- op: add\n        path: /spec/tls\n        value: [{ secretName: web }]`,
    ],
    ['a part of the object', `spec:\n        tls: [{ secretName: web }]`],
  ])('may hold its patch itself: %s', (_, patch) => {
    const rest = `patches:\n  - target: { kind: Ingress, name: w.* }\n    patch: |-\n      ${patch}\n`;

    expect(said({ ...base, ...overlay(rest) })).toEqual([]);
    expect(said({ ...base, ...overlay(rest.replace('w.*', 'x.*')) })).toHaveLength(1);
  });

  test('says what its own patch says at the line of the patch', () => {
    const rest = `patches:\n  - target: { kind: Ingress }\n    patch: |-\n      - op: add\n        path: /metadata/annotations\n        value: { nginx.ingress.kubernetes.io/ssl-protocols: TLSv1 }\n`;

    expect(said({ ...base, ...overlay(rest) })).toContain('tls prod/kustomization.yaml:7');
  });

  test('may delete an object, give all the same annotations, and be made of components', () => {
    const deleted = `patches:\n  - patch: |-\n      apiVersion: networking.k8s.io/v1\n      kind: Ingress\n      metadata: { name: web }\n      $patch: delete\n`;

    expect(said({ ...base, ...overlay(deleted) })).toEqual([]);
    expect(
      said({ ...base, ...overlay('commonAnnotations: { cert-manager.io/issuer: a }\n') }),
    ).toEqual([]);
    expect(
      said({
        ...base,
        ...overlay('components: [../tls]\n'),
        'tls/kustomization.yaml': 'kind: Component\npatches: [{ path: tls.yaml }]\n',
        'tls/tls.yaml': tls,
      }),
    ).toEqual([]);
  });
});

test('literals of a generator are variables at their own lines', () => {
  const files = {
    'kustomization.yaml':
      'configMapGenerator:\n  - name: a\n    literals:\n      - API_URL=http://api.example.com\n',
  };

  expect(said(files)).toContain('cleartext kustomization.yaml:4');
});

test('what is not here, or not worked out, is said', () => {
  const text =
    'resources:\n  - https://example.com/a.yaml\n  - gone.yaml\nhelmCharts:\n  - name: redis\n';

  expect(joinedUnread({ 'kustomization.yaml': text })).toEqual([
    'kustomization.yaml:2',
    'kustomization.yaml:3',
    'kustomization.yaml:4',
  ]);
});

test('folders that build on each other end', () => {
  expect(
    said({
      'a/kustomization.yaml': 'resources: [../b]',
      'b/kustomization.yaml': 'resources: [../a]',
    }),
  ).toEqual([]);
});

test.each([
  [
    'a file',
    { ...overlay('patches: [{ path: ops.yaml }]\n'), 'prod/ops.yaml': '- op: [\n' },
    'prod/ops.yaml:2',
  ],
  [
    'a text of the list itself',
    overlay('patches:\n  - target: { kind: Ingress }\n    patch: |-\n      - op: [\n'),
    'prod/kustomization.yaml:5',
  ],
])('a patch that cannot be read is a problem with its line: %s', (_, files, place) => {
  expect(joinedProblems({ ...base, ...files })).toEqual([place]);
});

test('no patch makes the reader throw', () => {
  const piece = fc.constantFrom(
    '- op: add\n',
    '  path: /spec/rules/0/host\n',
    '  path: /spec/-\n',
    '  value: http://a.example.com\n',
    'spec:\n',
    '  $patch: replace\n',
    '  rules: null\n',
    '  rules: [1]\n',
    '- op: move\n',
    '  from: /metadata\n',
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const files = {
        ...base,
        ...overlay('patches: [{ path: p.yaml, target: { kind: Ingress } }]\n'),
        'prod/p.yaml': pieces.join(''),
      };
      return joinedFacts(files).every(({ at }) => at.line > 0 && at.file !== 'together');
    }),
  );
});
