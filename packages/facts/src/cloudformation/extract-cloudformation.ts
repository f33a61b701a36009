import type { Span } from '@troth/diagnostics';

import type { Extraction, SourceText } from '../extraction.ts';
import { factsOfStack } from '../infrastructure/facts-of-stack.ts';
import type { Resource } from '../infrastructure/stack.ts';
import type { Attribute, Block } from '../infrastructure/syntax.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { nodeAt, textAt } from '../yaml/yaml-node.ts';
import type { YamlEntry, YamlNode } from '../yaml/yaml-node.ts';
import { evaluateNode } from './evaluate.ts';
import type { Template } from './evaluate.ts';
import { attributeOf, spelledBack, spellingOf, typeOf } from './spelling.ts';

/** What a template of CloudFormation or SAM says; the `resources` of a serverless.yml are one too. */
export function extractCloudFormation(file: SourceText): Extraction {
  const { documents, problems } = readYaml(file);
  const templates = documents.flatMap((document) => templateOf(document, file.text));
  return {
    facts: templates.flatMap((template) => factsOfStack({ resources: resourcesOf(template) })),
    problems,
  };
}

function templateOf(document: YamlNode, text: string): readonly Template[] {
  const root =
    nodeAt(document, 'Resources') === undefined ? nodeAt(document, 'resources') : document;
  const resources = nodeAt(root, 'Resources');
  if (root === undefined || resources?.kind !== 'map') return [];
  return [{ root, text, resources: new Set(resources.entries.keys()) }];
}

function resourcesOf(template: Template): readonly Resource[] {
  const resources = nodeAt(template.root, 'Resources');
  if (resources?.kind !== 'map') return [];
  return [...resources.entries].flatMap(([name, entry]) => resourceOf(name, entry, template));
}

function resourceOf(name: string, entry: YamlEntry, template: Template): readonly Resource[] {
  const spelled = textAt(entry.value, 'Type');
  if (spelled === undefined) return [];
  const spelling = spellingOf(spelled);
  return [
    {
      mode: 'resource',
      type: typeOf(spelled),
      spelled,
      address: name,
      subject: name,
      isWhole: true,
      spell: (path) => spelledBack(path, spelling),
      block: blockOf(entry, spelled, template),
    },
  ];
}

function blockOf(entry: YamlEntry, spelled: string, template: Template): Block {
  const { lifts = [], ...spelling } = spellingOf(spelled);
  const lifted = new Set(lifts.map((property) => attributeOf(property, spelling)));
  const properties = nodeAt(entry.value, 'Properties');
  const value =
    properties === undefined
      ? undefined
      : evaluateNode(properties, template, {
          attributeOf: (key) => attributeOf(key, spelling),
          isDocument: (key) => spelling.documents?.includes(key) === true,
        });
  const own = value?.kind === 'object' ? [...value.entries] : [];
  const attributes: readonly (readonly [string, Attribute])[] = own.flatMap(([name, attribute]) =>
    lifted.has(name) && attribute.value.kind === 'object'
      ? [...attribute.value.entries]
      : [[name, attribute] as const],
  );
  return {
    type: 'resource',
    labels: [],
    attributes: new Map(attributes),
    blocks: [],
    at: entry.at,
    header: headOf(entry),
  };
}

/** From the resource's name to where its properties start. */
function headOf({ keyAt, value }: YamlEntry): Span {
  const heads =
    value.kind === 'map'
      ? [value.entries.get('Type')?.at, value.entries.get('Properties')?.keyAt]
      : [];
  const ends = heads.filter((one) => one !== undefined).toSorted((a, b) => b.endLine - a.endLine);
  const { endLine, endColumn } = ends[0] ?? keyAt;
  return { ...keyAt, endLine, endColumn };
}
