import { lineIndex } from '@troth/diagnostics';

import { dotenvVariables } from '../dotenv/dotenv.ts';
import type { Problem } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { distinct } from '../settings/distinct.ts';
import { folderOf, joinedPath } from '../terraform/joined-path.ts';
import { Pages, TOGETHER } from '../together/pages.ts';
import type { JoinedFiles, TextOf } from '../together/together.ts';
import { itemsAt, nodeAt, textAt } from '../yaml/yaml-node.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import { extendedFile, inherited } from './inherited.ts';
import { serviceFacts } from './service-facts.ts';

/** A file of another kind or place that a service is made with. */
export interface NamedFile {
  readonly path: string;
  readonly at: YamlNode['at'];
  readonly is: 'service' | 'variables';
}

/** Files that the services of a file name. */
export function namedBy(services: YamlNode | undefined, path: string): readonly NamedFile[] {
  if (services?.kind !== 'map') return [];
  return [...services.entries.values()].flatMap(({ value, keyAt }) => {
    const file = extendedFile(value, path);
    const extended = file === undefined ? [] : [{ path: file, at: keyAt, is: 'service' as const }];
    return [...extended, ...variableFiles(value, path)];
  });
}

function variableFiles(service: YamlNode, path: string): readonly NamedFile[] {
  return itemsAt(service, 'env_file').flatMap((item) => {
    const text = textAt(item) ?? textAt(item, 'path');
    const isOptional = textAt(item, 'required') === 'false';
    if (text === undefined || isOptional || /\$/.test(text)) return [];
    return [{ path: joinedPath(folderOf(path), text), at: item.at, is: 'variables' as const }];
  });
}

/** Services with those that they extend and the variables that files give them. */
export function joinCompose(path: string, textOf: TextOf): JoinedFiles {
  const pages = new Pages(textOf);
  const services = pages.documents(path).map((node) => nodeAt(node, 'services'));
  const found = services.flatMap((node) =>
    node?.kind === 'map'
      ? [...node.entries].map(([name, { value }]) => ({
          name,
          node: inherited(value, { services: node, path }, pages),
        }))
      : [],
  );
  const file = { path: TOGETHER, text: pages.text };
  const lines = lineIndex(TOGETHER, pages.text);
  const facts = found.flatMap(({ name, node }): readonly Fact[] =>
    serviceFacts({ name, node, file, lines, variables: given(node, path, textOf) }),
  );
  const unread = services
    .flatMap((node) => namedBy(node, path))
    .filter((named) => textOf(named.path) === undefined)
    .map(notHere);
  return {
    facts: distinct(facts).map((fact) => ({ ...fact, at: pages.placeOf(fact.at) })),
    problems: pages.problems,
    unread: unread.map((one) => ({ ...one, at: pages.placeOf(one.at) })),
    read: new Set([path]),
  };
}

/** Variables from files, which name the hosts that a switch of the service speaks of. */
function given(service: YamlNode, path: string, textOf: TextOf): ReadonlyMap<string, string> {
  return new Map(
    variableFiles(service, path).flatMap((named) => {
      const text = textOf(named.path);
      return text === undefined ? [] : [...dotenvVariables(text)];
    }),
  );
}

function notHere({ path, at, is }: NamedFile): Problem {
  const what = is === 'service' ? 'the service that is extended' : 'the variables of this service';
  return { at, message: `${what} in \`${path}\` are not judged: there is no such file here` };
}
