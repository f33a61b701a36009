import { expect, test } from 'vitest';
import { commitAll } from '../testing/git.ts';
import { put, temporaryFolder, trothJson } from '../testing/run-troth.ts';
import { smallPolicy } from '../testing/small-policy.ts';

const ingress =
  'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  rules: []\n';
const overlay = {
  ...smallPolicy,
  'deploy/base/kustomization.yaml': 'resources: [ingress.yaml]\n',
  'deploy/base/ingress.yaml': ingress,
  'deploy/prod/kustomization.yaml': 'resources: [../base]\npatches: [{ path: tls.yaml }]\n',
  'deploy/prod/tls.yaml': `${ingress}  tls: [{ secretName: web }]\n`,
};

test('files that a tool joins are judged as what it makes of them', async () => {
  const kept = await trothJson(['scan'], { cwd: temporaryFolder(overlay) });
  const broken = await trothJson(['scan'], {
    cwd: temporaryFolder({ ...overlay, 'deploy/prod/tls.yaml': ingress }),
  });

  expect(kept).toMatchObject({ code: 0, json: { findings: [] } });
  expect(broken).toMatchObject({
    code: 1,
    json: { findings: [{ rule: 'transit/cleartext', path: 'deploy/base/ingress.yaml', line: 5 }] },
  });
});

test('since a ref, a patch that changed is judged with everything it is joined with', async () => {
  const folder = temporaryFolder(overlay);
  commitAll(folder);
  put(folder, { 'deploy/prod/kustomization.yaml': 'resources: [../base]\n' });

  const run = await trothJson(['scan', '--since', 'HEAD'], { cwd: folder });

  expect(run).toMatchObject({
    code: 1,
    json: { findings: [{ path: 'deploy/base/ingress.yaml' }] },
  });
});

test('what leads to text that is not here is a note, and no gate is closed for it', async () => {
  const folder = temporaryFolder({
    ...smallPolicy,
    'infra/main.tf.json': '{ "module": { "net": { "source": "example/net/aws" } } }\n',
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  });
  commitAll(folder);
  put(folder, { 'infra/more.tf': 'module "more" {\n  source = "example/more/aws"\n}\n' });

  const scanned = await trothJson(['scan'], { cwd: folder });
  const gated = await trothJson(['gate', '--base', 'HEAD'], { cwd: folder });

  expect(scanned).toMatchObject({
    code: 0,
    json: {
      notes: [
        { rule: 'scan/not-judged', path: 'charts/web/Chart.yaml', line: 2 },
        { rule: 'scan/not-judged', path: 'infra/main.tf.json', line: 1 },
        { rule: 'scan/not-judged', path: 'infra/more.tf', line: 1 },
      ],
    },
  });
  expect(gated).toMatchObject({ code: 0 });
});
