import type { Fact } from '../../facts.ts';
import { suiteFact, weakestSuite } from '../../settings/cipher-suites.ts';
import { networkOf } from '../../settings/network.ts';
import { inClear, stored, tlsFrom, unchecked } from '../../settings/said.ts';
import type { Place } from '../../settings/said.ts';
import { tlsNamed } from '../../settings/tls-name.ts';
import type { Word } from '../../shell/words.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/yaml-node.ts';
import type { YamlNode } from '../../yaml/yaml-node.ts';
import { entryAt, placeOf } from '../resource.ts';
import type { Resource, ResourceReader } from '../resource.ts';
import { containersOf, wordsOf } from './containers.ts';

/** Options of the cluster's own programs. @see https://kubernetes.io/docs/reference/command-line-tools-reference/ */
export const controlPlaneReader: ResourceReader = {
  read: (resource) =>
    containersOf(resource.node).flatMap((container) => [
      ...wordsOf(container).flatMap((word) => optionFacts(word, resource)),
      ...secretsAtRest(container, resource),
    ]),
};

/** The same as a file. @see https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/ */
export const kubeletReader: ResourceReader = {
  kinds: ['KubeletConfiguration'],
  read: (resource) => {
    const { node } = resource;
    const port = textAt(node, 'readOnlyPort') ?? '0';
    const list = itemsAt(node, 'tlsCipherSuites').flatMap((item) => textAt(item) ?? []);
    const place = (key: string): Place => placeOf(resource, key, entryAt(node, key)?.at);
    return [
      ...clearUnlessZero(port, place('readOnlyPort'), `readOnlyPort: ${port}`),
      ...suites(list.join(','), place('tlsCipherSuites'), ''),
    ];
  },
};

function optionFacts(word: Word, { id, span }: Resource): readonly Fact[] {
  const [, name, value = 'true'] = /^(--[a-z][a-z0-9-]+)(?:=(.*))?$/s.exec(word.text) ?? [];
  const read = name === undefined ? undefined : options[name];
  if (read === undefined) return [];
  const place = { at: span(word.start, word.end), subject: `${id} ${name ?? ''}` };
  return read(value, place, `${name ?? ''}=${value}`);
}

type Reads = (value: string, place: Place, written: string) => readonly Fact[];

const uncheckedWhenTrue: Reads = (value, place, written) =>
  value === 'true' ? [unchecked(place, written)] : [];

const clearUnlessZero: Reads = (value, place, written) =>
  value === '0' ? [] : [inClear(place, 'http', written)];

const suites: Reads = (value, place) => {
  const weakest = weakestSuite(value);
  return weakest === undefined ? [] : [suiteFact(weakest, place)];
};

const oldest: Reads = (value, place, written) => {
  const minimum = tlsNamed(value);
  return minimum === undefined ? [] : [tlsFrom(place, 'server', minimum, written)];
};

/** The address reader says nothing of `0.0.0.0`, which for a listener is every address there is. */
const plainListener: Reads = (value, place, written) =>
  /http:\/\/(0\.0\.0\.0|\[::\])/.test(value) ? [inClear(place, 'http', written)] : [];

const options: Readonly<Record<string, Reads>> = {
  '--tls-min-version': oldest,
  '--tls-cipher-suites': suites,
  '--cipher-suites': suites,
  '--insecure-port': clearUnlessZero,
  '--read-only-port': clearUnlessZero,
  '--listen-client-urls': plainListener,
  '--listen-peer-urls': plainListener,
  '--listen-metrics-urls': plainListener,
  '--secure-port': (value, place, written) =>
    value === '0' ? [inClear(place, 'http', written)] : [],
  '--kubelet-https': (value, place, written) =>
    value === 'false' ? [inClear(place, 'http', written)] : [],
  '--insecure-bind-address': (value, place, written) =>
    networkOf(value) === 'local' && value !== '0.0.0.0' ? [] : [inClear(place, 'http', written)],
  // A certificate that the server signs itself is one that nobody can check.
  '--auto-tls': uncheckedWhenTrue,
  '--peer-auto-tls': uncheckedWhenTrue,
  '--kubelet-insecure-tls': uncheckedWhenTrue,
  '--insecure-skip-tls-verify': uncheckedWhenTrue,
  '--insecure-skip-verify': uncheckedWhenTrue,
  '--skip-tls-verify': uncheckedWhenTrue,
};

/** Without `--encryption-provider-config` the API server writes secrets to etcd as they are. */
function secretsAtRest(container: YamlNode, { id }: Resource): readonly Fact[] {
  const words = wordsOf(container);
  const isServer = words.some(({ text }) => /^(.*\/)?kube-apiserver$/.test(text));
  if (
    !isServer ||
    words.some(({ text }) => /^--(experimental-)?encryption-provider-config/.test(text))
  )
    return [];
  const at = (nodeAt(container, 'command') ?? container).at;
  const place = { at, subject: `${id} --encryption-provider-config` };
  return [stored(place, 'kube-apiserver', false)];
}
