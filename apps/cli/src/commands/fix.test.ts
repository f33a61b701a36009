import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, troth } from '../testing/run-troth.ts';
import { smallPolicy, smallPolicyWith } from '../testing/small-policy.ts';

const file = 'policy/clauses/orders.yaml';
const slip = smallPolicyWith(file, '      within: 30 days', '      witihn: 14days # agreed');

const diff = `--- a/policy/clauses/orders.yaml
+++ b/policy/clauses/orders.yaml
@@ -13 +13 @@
-      witihn: 14days # agreed
+      within: 14 days # agreed
`;

test('a dry run shows the diff, writes nothing and ends with 1', async () => {
  const folder = temporaryFolder(slip);

  const run = await troth(['fix', '--dry-run'], { cwd: folder });

  expect(run).toMatchObject({ code: 1, out: `${diff}2 slips to mend\n` });
  expect(readFileSync(join(folder, file), 'utf8')).toBe(slip[file]);
});

test('a fix writes the same diff, the comment stays, and the check passes', async () => {
  const folder = temporaryFolder(slip);

  const run = await troth(['fix'], { cwd: folder });

  expect(run).toMatchObject({ code: 0, out: `${diff}2 slips mended\n` });
  expect(readFileSync(join(folder, file), 'utf8')).toContain('      within: 14 days # agreed\n');
  expect((await troth(['check'], { cwd: folder })).code).toBe(0);
});

test('an error that leaves a doubt is left, and said', async () => {
  const folder = temporaryFolder(smallPolicyWith(file, 'within: 30 days', 'within: a while'));

  const run = await troth(['fix'], { cwd: folder });

  expect(run).toMatchObject({
    code: 1,
    out: '0 slips mended; 1 error left: troth check shows them\n',
  });
});

test('a sound policy is left as it is', async () => {
  const run = await troth(['fix', '--dry-run'], { cwd: temporaryFolder(smallPolicy) });

  expect(run).toMatchObject({ code: 0, out: '0 slips to mend\n' });
});
