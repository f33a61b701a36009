import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compilePolicy, type CompiledPolicy } from '@troth/compiler';
import { plainText, renderPage, type PageFile } from '@troth/page';
import { readPolicyFolder } from '@troth/sources';
import {
  bindingVersions,
  earlierVersions,
  verifyVersions,
  type PublishedVersion,
} from '@troth/versions';

/**
 * Writes what the public sees on a day into a folder: the page of the version in force, every
 * published version under `versions/DATE/`, those that are only announced too, each with what changed
 * since those before it. Made from the signed files, never from edits that nobody published.
 * Usage: policy-site.ts OUT [YYYY-MM-DD]
 */
const [out, today = new Date().toISOString().slice(0, 10)] = process.argv.slice(2);
if (out === undefined) throw new Error('usage: policy-site.ts OUT [YYYY-MM-DD]');

const versions = soundVersions();
const current = await policyOfToday();
const { inForce, scheduled } = bindingVersions(versions, { date: today });
if (inForce === undefined) throw new Error(`no version is in force on ${today}`);
const told = versions.filter(({ published }) => published <= today);

rmSync(out, { recursive: true, force: true });
for (const { path, text } of [
  ...pageOf(policyOf(inForce)),
  ...told.flatMap(versionPages),
  ...told.flatMap(changesPages),
]) {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}
const announced = scheduled.map(({ published, effective }) => `${published} from ${effective} on`);
console.log(
  `${out}: the version of ${inForce.published}; announced: ${announced.join(', ') || 'none'}`,
);

function soundVersions(): readonly PublishedVersion[] {
  const folder = join('policy', 'published');
  const files = readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  const { versions: found, problems } = verifyVersions(files);
  const [first] = problems;
  if (first !== undefined) throw new Error(`${folder}/${first.file}: ${first.message}`);
  return found;
}

async function policyOfToday(): Promise<CompiledPolicy | undefined> {
  const { files } = await readPolicyFolder('policy');
  return compilePolicy(files).policy;
}

/** A legacy version has no policy of its own; what stands in `policy/` may lay it out as long as it says the same, byte for byte. */
function policyOf({ policy, published, text }: PublishedVersion): CompiledPolicy {
  if (policy !== undefined) return policy;
  if (current !== undefined && plainText(current) === text) return current;
  throw new Error(
    `the version of ${published} is a text without rules, and policy/ says something else by now: nothing can lay it out`,
  );
}

function versionPages(version: PublishedVersion): readonly PageFile[] {
  const folder = `versions/${version.published}`;
  const text = { path: `${folder}/policy.txt`, text: version.text };
  const { policy } = version;
  if (policy === undefined) return [text];
  return [text, ...pageOf(policy).map((file) => ({ ...file, path: `${folder}/${file.path}` }))];
}

/** What an announced version will change is told beside the one in force, too. */
function changesPages({ policy }: PublishedVersion): readonly PageFile[] {
  if (policy === undefined) return [];
  return pageOf(policy).filter(({ path }) => path.startsWith('changes/'));
}

function pageOf(policy: CompiledPolicy): readonly PageFile[] {
  return renderPage(policy, { earlier: earlierVersions(policy, told) });
}
