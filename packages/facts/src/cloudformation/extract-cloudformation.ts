import type { Span } from '@troth/diagnostics';

import type { Extraction, Problem, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { factsOfStack } from '../infrastructure/facts-of-stack.ts';
import type { Resource } from '../infrastructure/stack.ts';
import type { Attribute, Block, Expression } from '../infrastructure/syntax.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { nodeAt, textAt } from '../yaml/yaml-node.ts';
import type { YamlEntry, YamlNode } from '../yaml/yaml-node.ts';
import type { JoinedFiles, TextOf } from '../together/together.ts';
import { conditionHolds, evaluateNode } from './evaluate.ts';
import type { Template } from './evaluate.ts';
import { withGlobals } from './globals.ts';
import { nestedStacks } from './nested-stacks.ts';
import type { NestedStack } from './nested-stacks.ts';
import { attributeOf, spelledBack, spellingOf, typeOf } from './spelling.ts';

/** What a template of CloudFormation or SAM says; the `resources` of a serverless.yml are one too. */
export function extractCloudFormation(file: SourceText): Extraction {
  const { documents, problems } = readYaml(file);
  const templates = documents.flatMap((document) => templateOf(document, file.text, new Map()));
  const stacks = templates.flatMap((template) => nestedStacks(template, file.path));
  const paths = stacks.flatMap(({ template }) => ('path' in template ? [template.path] : []));
  return {
    facts: templates.flatMap((template) => factsOfStack({ resources: resourcesOf(template) })),
    problems,
    unread: stacks.flatMap((stack) => ('elsewhere' in stack.template ? [notHere(stack)] : [])),
    ...(paths.length > 0 && { together: { kind: 'cloudformation', paths } }),
  };
}

/** Stacks in stacks; deeper ones are not followed, and so none that nests itself. */
const maximumDepth = 6;

/** A template with those that it nests, each with the parameters that it is given. */
export function joinTemplates(path: string, textOf: TextOf): JoinedFiles {
  const read = new Set<string>();
  const unread: Problem[] = [];

  function factsAt(from: string, given: Template['given'], depth: number): readonly Fact[] {
    const text = textOf(from);
    if (text === undefined || depth > maximumDepth) return [];
    read.add(from);
    return readYaml({ path: from, text })
      .documents.flatMap((document) => templateOf(document, text, given))
      .flatMap((template) => [
        ...factsOfStack({ resources: resourcesOf(template) }),
        ...nestedStacks(template, from).flatMap((stack) => factsIn(stack, depth)),
      ]);
  }

  function factsIn(stack: NestedStack, depth: number): readonly Fact[] {
    const { template, parameters } = stack;
    if ('path' in template && textOf(template.path) !== undefined) {
      return factsAt(template.path, parameters, depth + 1);
    }
    unread.push(notHere(stack));
    return [];
  }

  return { facts: factsAt(path, new Map(), 0), problems: [], unread, read };
}

function notHere({ name, at, template }: NestedStack): Problem {
  const from = 'path' in template ? template.path : template.elsewhere;
  return {
    at,
    message: `what the stack \`${name}\` makes is not judged: its template \`${from}\` is not here`,
  };
}

function templateOf(
  document: YamlNode,
  text: string,
  given: ReadonlyMap<string, Expression>,
): readonly Template[] {
  const root =
    nodeAt(document, 'Resources') === undefined ? nodeAt(document, 'resources') : document;
  const resources = nodeAt(root, 'Resources');
  if (root === undefined || resources?.kind !== 'map') return [];
  return [{ root, text, resources: new Set(resources.entries.keys()), given }];
}

function resourcesOf(template: Template): readonly Resource[] {
  const resources = nodeAt(template.root, 'Resources');
  if (resources?.kind !== 'map') return [];
  return [...resources.entries].flatMap(([name, entry]) => resourceOf(name, entry, template));
}

function resourceOf(name: string, entry: YamlEntry, template: Template): readonly Resource[] {
  const spelled = textAt(entry.value, 'Type');
  const condition = textAt(entry.value, 'Condition');
  if (spelled === undefined) return [];
  if (condition !== undefined && conditionHolds(condition, template) === false) return [];
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
  const properties = withGlobals(nodeAt(entry.value, 'Properties'), spelled, template.root);
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
