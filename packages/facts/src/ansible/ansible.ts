import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import { distinct } from '../settings/distinct.ts';
import { environmentSaid } from '../settings/environment.ts';
import { urlSaid } from '../settings/said.ts';
import { readTemplate } from '../settings/templates.ts';
import { scalarsIn, settingSaid, settingsIn } from '../settings/yaml-settings.ts';
import type { YamlSetting } from '../settings/yaml-settings.ts';
import type { Fact } from '../facts.ts';

/** Playbooks and lists of tasks: addresses, switches and variables; modules of the clouds are not read. */
export const ansible: Extractor = {
  name: 'Ansible',
  reads: (path) => /\.ya?ml$/.test(path),
  recognises: (text) =>
    /^- (name|hosts|become|import_playbook):/m.test(text) &&
    (/^\s*(- )?hosts:/m.test(text) || /^\s+[a-z0-9_]+\.[a-z0-9_]+\.[a-z0-9_]+:/m.test(text)),
  extract: extractPlaybook,
};

function extractPlaybook(file: SourceText): Extraction {
  const { documents, problems } = readTemplate(file);
  const facts = documents.flatMap((node) => [
    ...scalarsIn(node).flatMap(({ text, at }) =>
      /^\S+$/.test(text.trim()) ? urlSaid(text, { at, subject: 'task address' }) : [],
    ),
    ...settingsIn(node).flatMap((setting) => [
      ...settingSaid(setting, 'task'),
      ...switchedChecks(setting),
      ...variables(setting),
    ]),
  ]);
  return { facts: distinct(facts), problems };
}

/** How the modules for packages spell it. */
function switchedChecks({ key, value, at }: YamlSetting): readonly Fact[] {
  const isOff = value.kind === 'scalar' && /^(false|no|off|0)$/i.test(value.text);
  if (!/^(sslverify|ssl_verify_mode|validate_remote_cert)$/.test(key) || !isOff) return [];
  const written = `${key}: ${value.text}`;
  return [{ kind: 'certificate-check', at, subject: `task ${key}`, enabled: false, written }];
}

function variables({ key, value }: YamlSetting): readonly Fact[] {
  if (key !== 'environment' || value.kind !== 'map') return [];
  return [...value.entries].flatMap(([name, { at, value: set }]) =>
    environmentSaid(name, set.kind === 'scalar' ? set.text : undefined, at),
  );
}
