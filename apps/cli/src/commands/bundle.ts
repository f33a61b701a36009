import type { DataMap } from '@troth/compiler';
import { canonicalJson, sealBundle, sha256 } from '@troth/compiler';
import { hasErrors } from '@troth/diagnostics';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { CommandSpec } from '../command.ts';
import { loadDataMaps } from '../data-maps.ts';
import { PolicyError, UsageError } from '../failures.ts';
import { formatOption, optionalText, policyOption, text } from '../options.ts';
import type { SoundProject } from '../project.ts';
import { loadSoundProject } from '../project.ts';
import { plural } from '../reporters/diagnostics.ts';
import { json } from '../reporters/json.ts';
import { shownPath } from '../shown-path.ts';
import { openSigningKey } from '../signing-key.ts';
import { translationsOf } from '../translations.ts';
import { cannotWrite } from '../write-failure.ts';

export const bundle: CommandSpec = {
  name: 'bundle',
  summary: 'sign the policy and the data maps for the service and the guards',
  description:
    'Joins the legal version with the data maps that `data_maps:` of policy.yaml names, and signs both ' +
    'with Ed25519. A key file that is absent is made, readable by its owner alone.',
  examples: [
    ['troth bundle --out policy.bundle', 'sign with the key of the service, .data/signing.key'],
    ['troth bundle --out policy.bundle --key keys/policy.pem', 'sign with another key'],
  ],
  configure: (command) => {
    formatOption(policyOption(command), ['text', 'json'])
      .requiredOption('--out <file>', 'file to write')
      .option('--key <file>', 'Ed25519 private key in PEM', '.data/signing.key')
      .option('--issued <instant>', 'when the bundle counts as issued, ISO 8601 (default: now)');
  },
  run: async ({ options }, terminal) => {
    const project = await loadSoundProject(text(options, 'policy'), terminal.cwd);
    const translations = translationsOf(project);
    const dataMaps = await dataMapsOf(project, terminal.cwd);
    const keyFile = resolve(terminal.cwd, text(options, 'key'));
    const { key, made } = await openSigningKey(keyFile);
    if (made)
      terminal.err(
        `troth: made the signing key ${shownPath(keyFile, terminal.cwd)}; keep it secret\n`,
      );
    const out = resolve(terminal.cwd, text(options, 'out'));
    const issuedAt = instantOf(optionalText(options, 'issued')) ?? terminal.now();
    const beside = { translations, issuedAt };
    await replaceFile(out, sealBundle(project.policy, dataMaps, key, beside));
    const result = {
      file: shownPath(out, terminal.cwd),
      policyVersion: project.policy.hash,
      dataMapsHash: sha256(canonicalJson(dataMaps)),
      applications: dataMaps.map(({ application }) => application),
    };
    if (text(options, 'format') === 'json') terminal.out(json(result));
    else terminal.out(bundleText(result, project));
    return 0;
  },
};

/** @throws UsageError: guards order bundles by it */
function instantOf(written: string | undefined): Date | undefined {
  if (written === undefined) return undefined;
  const instant = new Date(written);
  if (Number.isNaN(instant.getTime()))
    throw new UsageError(
      `--issued takes an instant such as 2026-03-01T12:00:00Z, not \`${written}\``,
    );
  return instant;
}

async function dataMapsOf(project: SoundProject, cwd: string): Promise<readonly DataMap[]> {
  const { dataMaps, diagnostics } = await loadDataMaps(project, cwd);
  if (hasErrors(diagnostics)) throw new PolicyError('a data map cannot be used', diagnostics);
  return dataMaps;
}

/** A service may read the file at any time: it sees the old bundle or the new one, never a part. */
async function replaceFile(path: string, content: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, content);
    await rename(draft, path);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

interface Result {
  readonly file: string;
  readonly policyVersion: string;
  readonly dataMapsHash: string;
  readonly applications: readonly string[];
}

function bundleText(result: Result, { policy }: SoundProject): string {
  const { file, policyVersion, dataMapsHash, applications } = result;
  return [
    file,
    `  policy    ${policyVersion}  ${plural(policy.clauses.length, 'clause')}, published ${policy.version.published}`,
    `  data maps ${dataMapsHash}  ${applications.length === 0 ? 'none' : applications.join(', ')}`,
    '',
  ].join('\n');
}
