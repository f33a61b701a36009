import { lineIndex } from '@troth/diagnostics';
import type { LineIndex } from '@troth/diagnostics';

import type { Extraction, Extractor, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { environmentSaid } from '../settings/environment.ts';
import { settingsIn } from '../settings/yaml-settings.ts';
import type { YamlSetting } from '../settings/yaml-settings.ts';
import { scriptFacts } from '../shell/shell-facts.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { itemsAt } from '../yaml/yaml-node.ts';
import type { YamlScalar } from '../yaml/yaml-node.ts';

/** Scripts and variables of what runs in CI: GitHub's workflows and actions, and their kin. */
export const workflows: Extractor = {
  name: 'workflow',
  reads: (path) =>
    /(^|\/)(\.(github|gitea|forgejo)\/(workflows|actions)\/.*|action|\.gitlab-ci|\.circleci\/config|\.travis|\.drone|bitbucket-pipelines|azure-pipelines[\w.-]*)\.ya?ml$/.test(
      path,
    ),
  extract: extractWorkflow,
};

function extractWorkflow(file: SourceText): Extraction {
  const { documents, problems } = readYaml(file);
  const lines = lineIndex(file.path, file.text);
  return {
    facts: documents.flatMap(settingsIn).flatMap((setting) => factsOf(setting, file, lines)),
    problems,
  };
}

function factsOf(setting: YamlSetting, file: SourceText, lines: LineIndex): readonly Fact[] {
  const { key, value } = setting;
  // A vendor that CI has a key of gets what CI sends: nobody's personal data.
  if (/^(env|environment|variables)$/.test(key) && value.kind === 'map') {
    return [...value.entries]
      .flatMap(([name, { at, value: set }]) =>
        environmentSaid(name, set.kind === 'scalar' ? set.text : undefined, at),
      )
      .filter(({ kind }) => kind !== 'package');
  }
  if (!/^(run|script|before_script|after_script|command|commands|bash|sh|install)$/.test(key))
    return [];
  return itemsAt(value).flatMap((item) =>
    item.kind === 'scalar' ? stepFacts(item, setting.path, file, lines) : [],
  );
}

/** A script in a block stands in the file as it runs, but for its indent; a quoted one does not. */
function stepFacts(
  scalar: YamlScalar,
  path: string,
  { text }: SourceText,
  { span }: LineIndex,
): readonly Fact[] {
  const variables = new Map<string, string>();
  const subject = path;
  if (!/["']/.test(text.charAt(scalar.start))) {
    return scriptFacts(
      { text, start: scalar.start, end: scalar.end, variables },
      { span, subject, phase: 'setup' },
    );
  }
  const script = { text: scalar.text, start: 0, end: scalar.text.length, variables };
  return scriptFacts(script, { span: () => scalar.at, subject, phase: 'setup' });
}
