import type { Fact } from '../facts.ts';
import { postgresSettingSaid } from '../postgres-conf/postgres-conf.ts';
import { scriptFacts, wordsFacts } from '../shell/shell-facts.ts';
import type { Site } from '../shell/shell-facts.ts';
import { itemsAt, nodeAt } from '../yaml/yaml-node.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import type { ComposeService } from './service.ts';

/** What a service is started with, and how its health is asked for. */
export function commandFacts({ name, node, lines }: ComposeService): readonly Fact[] {
  return [['command'], ['entrypoint'], ['healthcheck', 'test']].flatMap((path) => {
    const command = nodeAt(node, ...path);
    if (command === undefined) return [];
    const site = { span: lines.span, subject: `service ${name} ${path.join('.')}` };
    return [...commandSaid(command, site), ...serverSettings(command)];
  });
}

function commandSaid(command: YamlNode, site: Site): readonly Fact[] {
  if (command.kind === 'scalar') {
    const { text, at } = command;
    const script = { text, start: 0, end: text.length, variables: new Map<string, string>() };
    return scriptFacts(script, { ...site, span: () => at });
  }
  const words = itemsAt(command).flatMap((item) =>
    item.kind === 'scalar' ? [{ text: item.text, start: item.start, end: item.end }] : [],
  );
  return /^CMD(-SHELL)?$/.test(words[0]?.text ?? '')
    ? wordsFacts(
        [{ text: 'sh', start: 0, end: 0 }, { text: '-c', start: 0, end: 0 }, ...words.slice(1)],
        site,
        new Map(),
      )
    : wordsFacts(words, site, new Map());
}

/** `postgres -c ssl=off`: settings of the server's own file. */
function serverSettings(command: YamlNode): readonly Fact[] {
  const parts = command.kind === 'scalar' ? [command] : itemsAt(command);
  return parts.flatMap((part) =>
    part.kind !== 'scalar'
      ? []
      : [
          ...part.text.matchAll(/(?:^|\s)(?:-c\s*|--)?(ssl|ssl_min_protocol_version)=(\S+)/g),
        ].flatMap(({ 1: name = '', 2: value = '' }) => postgresSettingSaid(name, value, part.at)),
  );
}
