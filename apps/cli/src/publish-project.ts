import type { CompiledPolicy } from '@troth/compiler';
import type { Approval, PublishedVersion, VersionDraft } from '@troth/versions';
import {
  changeLogEntry,
  KEYS_FILE,
  legacyVersion,
  prepareVersion,
  sealVersion,
  verifyVersions,
  writeKeys,
} from '@troth/versions';
import { createPublicKey } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from './failures.ts';
import type { PublishedFolder } from './published.ts';
import { soundVersions } from './published-history.ts';
import { readPublished } from './published.ts';
import { openVersionKey } from './version-key.ts';
import { dayOf } from './waivers.ts';
import { cannotWrite } from './write-failure.ts';

export interface PublishProjectRequest {
  /** Sound: its own tests hold. */
  readonly policy: CompiledPolicy;
  readonly policyDir: string;
  readonly out: string;
  readonly keyFile: string;
  readonly approvals: readonly Approval[];
  /** `legacy`: the text that stands there is recorded, without rules. */
  readonly mode: 'rules' | 'legacy';
  readonly trust: 'known keys' | 'new key';
  readonly cwd: string;
  readonly now: Date;
  readonly say: (line: string) => void;
}

export type PublishOutcome =
  | {
      readonly kind: 'published';
      readonly version: string;
      readonly effective: string;
      readonly hash: string;
      readonly files: readonly string[];
    }
  | { readonly kind: 'unchanged'; readonly version: string }
  | { readonly kind: 'refused'; readonly refusals: readonly string[] };

/** Writes a version beside the others, all of it or nothing that counts: the signed record comes last. */
export async function publishProject(request: PublishProjectRequest): Promise<PublishOutcome> {
  const folder = await readPublished(request.out, request.cwd);
  const day = request.policy.version.published;
  const versions = soundVersions(withoutDraft(folder, day));
  const drafted =
    request.mode === 'legacy'
      ? legacyDraft(request, folder, versions)
      : await rulesDraft(request, versions);
  if (drafted.kind !== 'ready') return drafted;
  const taken = takenNames(drafted.draft, folder);
  if (taken.length > 0)
    return {
      kind: 'refused',
      refusals: taken.map((name) => `${folder.name}/${name} stands there with other content`),
    };
  return write(drafted.draft, folder, request);
}

type Drafted =
  | { readonly kind: 'ready'; readonly draft: VersionDraft }
  | Extract<PublishOutcome, { kind: 'unchanged' | 'refused' }>;

async function rulesDraft(
  { policy, policyDir, approvals, cwd, now }: PublishProjectRequest,
  versions: readonly PublishedVersion[],
): Promise<Drafted> {
  const changeLog = changeLogEntry(
    await readChangeLog(resolve(cwd, policyDir, 'CHANGELOG.md')),
    policy.version.published,
  );
  const preparation = prepareVersion({
    policy,
    versions,
    approvals,
    ...(changeLog === undefined ? {} : { changeLog }),
    today: dayOf(now),
  });
  return preparation.kind === 'published'
    ? { kind: 'unchanged', version: preparation.version.published }
    : preparation;
}

function legacyDraft(
  { policy, now }: PublishProjectRequest,
  { files, name }: PublishedFolder,
  versions: readonly PublishedVersion[],
): Drafted {
  const { published, effective } = policy.version;
  const refuse = (refusal: string): Drafted => ({ kind: 'refused', refusals: [refusal] });
  const [first] = versions;
  if (first?.record.legacy === true && first.published === published)
    return { kind: 'unchanged', version: published };
  if (first !== undefined)
    return refuse(
      `a version is published already (${first.published}): a legacy one can only be the first`,
    );
  const text = files.find((file) => file.name === `${published}.txt`)?.bytes;
  if (text === undefined)
    return refuse(`there is no ${name}/${published}.txt: put the text there as it was published`);
  if (published >= dayOf(now))
    return refuse(`${published} is not in the past: publish it with its rules, without --legacy`);
  return { kind: 'ready', draft: legacyVersion({ text, published, effective, today: dayOf(now) }) };
}

/** Files of the day to be published do not count as long as no record makes them a version: a text from before, or what a killed run left. */
function withoutDraft(folder: PublishedFolder, day: string): PublishedFolder {
  if (folder.files.some(({ name }) => name === `${day}.version.json`)) return folder;
  const files = folder.files.filter(({ name }) => !name.startsWith(`${day}.`));
  return { ...folder, files };
}

function takenNames({ files }: VersionDraft, folder: PublishedFolder): readonly string[] {
  const present = new Map(folder.files.map((file) => [file.name, file]));
  return files
    .filter(({ name, bytes }) => {
      const file = present.get(name);
      return file !== undefined && (file.bytes === undefined || !isSame(file.bytes, bytes));
    })
    .map(({ name }) => name);
}

async function write(
  draft: VersionDraft,
  folder: PublishedFolder,
  { keyFile, trust, cwd, say }: PublishProjectRequest,
): Promise<PublishOutcome> {
  const keysBytes = folder.files.find(({ name }) => name === KEYS_FILE)?.bytes;
  const { key, known } = await openVersionKey(resolve(cwd, keyFile), {
    keysBytes,
    trust,
    cwd,
    say,
  });
  const keys = new TextEncoder().encode(writeKeys(known, createPublicKey(key)));
  const sealed = sealVersion(draft, key);
  const names = new Set([KEYS_FILE, ...sealed.map(({ name }) => name)]);
  const others = folder.files.filter(({ name }) => !names.has(name));
  const { versions, problems } = verifyVersions([
    ...others,
    { name: KEYS_FILE, bytes: keys },
    ...sealed,
  ]);
  const version = versions.at(-1);
  if (version === undefined || problems.length > 0)
    throw new Error(`the version would not verify: ${problems[0]?.message ?? 'it is not there'}`);
  await replace(join(folder.path, KEYS_FILE), keys);
  const present = new Set(folder.files.map(({ name }) => name));
  for (const { name, bytes } of sealed.filter((file) => !present.has(file.name)))
    await create(join(folder.path, name), bytes);
  return {
    kind: 'published',
    version: version.published,
    effective: version.effective,
    hash: version.hash,
    files: sealed.map(({ name }) => `${folder.name}/${name}`),
  };
}

/** `wx`: of two that publish at once, one fails instead of replacing what the other signed. */
async function create(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: 'wx' });
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

async function replace(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(resolve(path, '..'), { recursive: true });
    await writeFile(draft, bytes);
    await rename(draft, path);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

async function readChangeLog(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new UsageError(`\`${path}\` cannot be read`, { cause: error });
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
