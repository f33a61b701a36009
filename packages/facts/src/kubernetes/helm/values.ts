import type { Extraction, Extractor, SourceText } from '../../extraction.ts';
import type { Fact } from '../../facts.ts';
import { distinct } from '../../settings/distinct.ts';
import { switchesSaid } from '../../settings/environment.ts';
import { hostSaid, inClear, stored, urlSaid } from '../../settings/said.ts';
import { settingSaid } from '../../settings/yaml-settings.ts';
import { itemsAt, textAt } from '../../yaml/yaml-node.ts';
import type { YamlEntry, YamlNode } from '../../yaml/yaml-node.ts';
import { readChartFile } from './chart-file.ts';

/** What a chart is filled in with: switches that tell by their names what they switch, addresses, variables. */
export const helmValues: Extractor = {
  name: 'values of a chart',
  reads: (path) => /(^|\/)values[\w.-]*\.ya?ml$/.test(path),
  extract: extractValues,
};

function extractValues(file: SourceText): Extraction {
  const { documents, problems, unread } = readChartFile(file);
  return { facts: distinct(documents.flatMap((node) => factsIn(node, ''))), problems, unread };
}

/** A part of a chart that is switched off says nothing: nothing is made of it. */
function factsIn(node: YamlNode, path: string): readonly Fact[] {
  if (node.kind === 'list') return node.items.flatMap((item) => factsIn(item, path));
  if (node.kind !== 'map') return [];
  const isSwitch = switchOf(path) !== undefined;
  if (textAt(node, 'enabled') === 'false' && !isSwitch) return [];
  return [
    ...variable(node),
    ...[...node.entries].flatMap(([key, entry]) => {
      const inner = path === '' ? key : `${path}.${key}`;
      return [...entrySaid(key, inner, entry), ...factsIn(entry.value, inner)];
    }),
  ];
}

function entrySaid(key: string, path: string, entry: YamlEntry): readonly Fact[] {
  const { at, keyAt, value } = entry;
  const place = { at, subject: `values ${path}` };
  const setting = { key, path, value, at, within: { ...keyAt, ...endOf(at) } };
  const text = textAt(value) ?? '';
  return [
    ...settingSaid(setting, 'values'),
    ...switched(path, text, place),
    ...(/^\S+$/.test(text) ? [...urlSaid(text, place), ...hostSaid(text, at)] : []),
    ...(key === 'env' || key === 'extraEnv' || key === 'environment' ? variables(value) : []),
  ];
}

function endOf({ endLine, endColumn }: Fact['at']): Pick<Fact['at'], 'endLine' | 'endColumn'> {
  return { endLine, endColumn };
}

type Switch = 'transport' | 'storage';

/** `redis.tls`, `persistence.encryption`: a part that is there to protect. */
function switchOf(path: string): Switch | undefined {
  if (/(^|\.)(tls|ssl|mtls|https)$/i.test(path)) return 'transport';
  return /(^|\.)(encryption|encryptionAtRest|storageEncryption)$/i.test(path)
    ? 'storage'
    : undefined;
}

function switched(
  path: string,
  text: string,
  place: { at: Fact['at']; subject: string },
): readonly Fact[] {
  if (text !== 'false') return [];
  const [, holder = path] = /^(.*)\.enabled$/.exec(path) ?? [];
  const isEncrypted = /(^|\.)(storageE|e)ncrypted$/.test(path);
  switch (switchOf(holder) ?? (isEncrypted ? 'storage' : undefined)) {
    case 'transport':
      return [inClear(place, 'setting', `${path}: false`)];
    case 'storage':
      return [stored(place, path, false)];
    default:
      return [];
  }
}

/** An item of a list of variables. */
function variable(node: YamlNode): readonly Fact[] {
  const [name, value] = [textAt(node, 'name'), textAt(node, 'value')];
  return name === undefined || value === undefined ? [] : switchesSaid(name, value, node.at);
}

/** Variables as a map. */
function variables(node: YamlNode): readonly Fact[] {
  if (node.kind !== 'map') return [];
  return [...node.entries].flatMap(([name, { at, value }]) =>
    switchesSaid(name, itemsAt(value).length === 1 ? textAt(value) : undefined, at),
  );
}
