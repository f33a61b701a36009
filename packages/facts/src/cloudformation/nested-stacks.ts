import type { Expression } from '../infrastructure/syntax.ts';
import { asText } from '../infrastructure/settings.ts';
import { folderOf, joinedPath } from '../terraform/joined-path.ts';
import { nodeAt, textAt } from '../yaml/yaml-node.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import { evaluateNode } from './evaluate.ts';
import type { Template } from './evaluate.ts';

/** A stack that a template makes from another template. */
export interface NestedStack {
  readonly name: string;
  readonly at: YamlNode['at'];
  /** The other template: a file of this tree, or where else it stands. */
  readonly template: { readonly path: string } | { readonly elsewhere: string };
  readonly parameters: ReadonlyMap<string, Expression>;
}

/** What the keys of each kind of nested stack are called. */
const kinds: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
};

const verbatim = { attributeOf: (key: string): string => key, isDocument: (): boolean => true };

export function nestedStacks(template: Template, file: string): readonly NestedStack[] {
  const resources = nodeAt(template.root, 'Resources');
  if (resources?.kind !== 'map') return [];
  return [...resources.entries].flatMap(([name, { value, keyAt }]): readonly NestedStack[] => {
    const key = kinds[textAt(value, 'Type') ?? ''];
    const location = key === undefined ? undefined : nodeAt(value, 'Properties', key);
    if (location === undefined) return [];
    const read = evaluateNode(location, template, verbatim);
    const parameters = nodeAt(value, 'Properties', 'Parameters');
    return [
      {
        name,
        at: keyAt,
        template: templateAt(asText(read), read.written, file),
        parameters: parametersOf(parameters, template),
      },
    ];
  });
}

/** A path is what `aws cloudformation package` takes one for: whatever has no protocol. */
function templateAt(
  text: string | undefined,
  written: string,
  file: string,
): NestedStack['template'] {
  if (text === undefined || /^[a-z][a-z0-9+.-]*:/iu.test(text)) {
    return { elsewhere: (text ?? written).replace(/[?#].*$/su, '') };
  }
  return { path: joinedPath(folderOf(file), text) };
}

function parametersOf(
  node: YamlNode | undefined,
  template: Template,
): ReadonlyMap<string, Expression> {
  if (node?.kind !== 'map') return new Map();
  return new Map(
    [...node.entries].map(([name, { value }]) => [name, evaluateNode(value, template, verbatim)]),
  );
}
