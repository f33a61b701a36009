import type { Extractor } from '../extraction.ts';
import { readTemplate } from './templates.ts';
import { mayHoldSettings, settingSaid, settingsIn } from './yaml-settings.ts';

/**
 * Configuration of a program that has no reader of its own (a collector, a playbook, values of a
 * chart): keys that say the same wherever they stand.
 */
export const yamlFile: Extractor = {
  name: 'YAML',
  reads: (path) => /\.ya?ml$/.test(path) && !/(^|\/)pnpm-lock\.yaml$/.test(path),
  recognises: mayHoldSettings,
  extract: (file) => {
    const { documents } = readTemplate(file);
    const facts = documents.flatMap(settingsIn).flatMap((setting) => settingSaid(setting, 'key'));
    // Other people's templates are spelled like YAML and are none: no kind of ours, no problem of ours.
    return { facts, problems: [] };
  },
};
