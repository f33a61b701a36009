import type { Span } from '@troth/diagnostics';

import type { Fact } from '../facts.ts';
import type { YamlNode, YamlScalar } from '../yaml/yaml-node.ts';
import { inClear, tlsFrom, unchecked } from './said.ts';
import { oldestNamed } from './tls-name.ts';

/** A key and its value somewhere in a document. */
export interface YamlSetting {
  readonly key: string;
  /** Keys from the top, without indexes: `spec.tls.mode`. */
  readonly path: string;
  readonly value: YamlNode;
  /** From the map that holds the key (its own key included) to the end of the value. */
  readonly within: Span;
  /** Key and value. */
  readonly at: Span;
}

/** Every key of a document, in the order it is written. */
export function settingsIn(node: YamlNode | undefined): readonly YamlSetting[] {
  const found: YamlSetting[] = [];
  if (node !== undefined) collect(node, { path: '', from: node.at }, found);
  return found;
}

interface Above {
  readonly path: string;
  readonly from: Span;
}

function collect(node: YamlNode, above: Above, found: YamlSetting[]): void {
  if (node.kind === 'list') {
    for (const item of node.items) collect(item, { path: above.path, from: item.at }, found);
  } else if (node.kind === 'map') {
    for (const [key, { at, value }] of node.entries) {
      const path = above.path === '' ? key : `${above.path}.${key}`;
      const within = { ...above.from, endLine: at.endLine, endColumn: at.endColumn };
      found.push({ key, path, value, within, at });
      collect(value, { path, from: at }, found);
    }
  }
}

/** Every text of a document that stands for itself: values and items, no keys. */
export function scalarsIn(node: YamlNode | undefined): readonly YamlScalar[] {
  if (node === undefined) return [];
  if (node.kind === 'scalar') return [node];
  if (node.kind === 'list') return node.items.flatMap(scalarsIn);
  return [...node.entries.values()].flatMap(({ value }) => scalarsIn(value));
}

/** What keys say of connections in whatever program's configuration they stand. */
export function settingSaid(setting: YamlSetting, subject: string): readonly Fact[] {
  const { key, path, value, within, at } = setting;
  const text = value.kind === 'scalar' ? value.text : undefined;
  const place = { at, subject: `${subject} ${path}` };
  if (text !== undefined) {
    const written = `${key}: ${text}`;
    const whole = { ...place, at: within };
    if (skipsChecks.test(key) && yes.test(text)) return [unchecked(whole, written)];
    if (checks.test(key) && no.test(text)) return [unchecked(place, written)];
    if (isInClear(setting, text)) return [inClear(place, 'setting', written)];
  }
  if (!isVersions(setting)) return [];
  const list =
    text ??
    scalarsIn(value)
      .map((one) => one.text)
      .join(' ');
  const minimum = oldestNamed(list);
  return minimum === undefined ? [] : [tlsFrom(place, 'server', minimum, `${key}: ${list}`)];
}

/** Whether a text may hold such a key at all, before it is read. */
export function mayHoldSettings(text: string): boolean {
  return /skip|verif|strict_?-?ssl|validate_certs|reject_?unauthorized|min_?-?version|protocols?["']?:|tls_?min|min_?tls|sslmode|ssl_mode|insecure|plaintext|security\.protocol|ssl\.enabled/i.test(
    text,
  );
}

const yes = /^(true|yes|on|1|always)$/i;
const no = /^(false|no|off|0|none|never)$/i;

const skipsChecks =
  /^(tls|ssl)?[._-]?(insecure|disable|no|skip|ignore)[._-]?(skip)?[._-]?(tls|ssl|https|cert(ificate)?s?|server)?[._-]?(cert(ificate)?s?)?[._-]?(verify|verification|validation|check)([._-]?(tls|ssl))?$|^(allow|accept)[._-]?(invalid|self[._-]?signed|any)[._-]?cert(ificate)?s?$|^insecure[._-]?tls$/i;

const checks =
  /^(ssl|tls|https|certificate)[._-]?(verify|verification)([._-]?mode)?$|^verify[._-]?(ssl|tls|https|certs?|certificates?)$|^validate[._-]?certs?$|^verification_mode$|^reject[._-]?unauthorized$|^(enable)?strict[._-]?ssl$|^(ssl\.)?endpoint\.identification\.algorithm$/i;

function isInClear({ key, path }: YamlSetting, text: string): boolean {
  if (/^ssl[._-]?mode$/i.test(key)) return /^(disabled?|allow|prefer(red)?)$/i.test(text);
  if (/(^|\.)security[._-]protocol$/i.test(key)) return /^(sasl_)?plaintext$/i.test(text);
  if (/^xpack\.security\.(http|transport)\.ssl\.enabled$/.test(key)) return no.test(text);
  // OpenTelemetry and Grafana's agents: `tls: { insecure: true }` is no TLS at all.
  return key === 'insecure' && /(^|\.)tls\.insecure$/.test(path) && yes.test(text);
}

function isVersions({ key, path }: YamlSetting): boolean {
  return (
    /^(min(imum)?[._-]?)?(tls|ssl)[._-]?(min(imum)?[._-]?)?(protocol[._-]?)?version$|^(tls|ssl)[._-]?(enabled[._-]?)?protocols?$|^min(imum)?[._-]?(protocol|tls|ssl)[._-]?version$|^minimum[._-]?(tls|ssl)$|^supported_protocols$/i.test(
      key,
    ) || /(^|[._-])(tls|ssl)\w*\.(min_?version|minVersion|protocols)$/i.test(path)
  );
}
