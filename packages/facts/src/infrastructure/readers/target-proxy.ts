import type { CleartextFact } from '../../facts.ts';
import type { ResourceReader } from '../reader.ts';
import { settingOf, textOf } from '../settings.ts';
import { refersTo } from '../stack.ts';
import type { Resource, Stack } from '../stack.ts';

/** Google's forwarding rule to a proxy of plain HTTP, unless all that the proxy does is redirect. */
export const targetProxyReader: ResourceReader = {
  types: ['google_compute_forwarding_rule', 'google_compute_global_forwarding_rule'],
  read: readRule,
};

function readRule(rule: Resource, stack: Stack): readonly CleartextFact[] {
  const target = settingOf(rule.block, 'target');
  const scheme = textOf(rule.block, 'load_balancing_scheme') ?? 'EXTERNAL';
  if (target.kind === 'absent' || !scheme.startsWith('EXTERNAL')) return [];
  if (!/target_?http_?proxies|target_http_proxy/iu.test(target.value.written)) return [];
  const { value } = target;
  const proxy =
    value.kind === 'reference'
      ? stack.resources.find((resource) => refersTo(value.path, resource))
      : undefined;
  if (proxy !== undefined && onlyRedirects(proxy, stack)) return [];
  return [
    {
      kind: 'cleartext',
      at: target.at,
      subject: `${rule.subject} target`,
      protocol: 'http',
      written: `target = ${value.written}`,
    },
  ];
}

function onlyRedirects(proxy: Resource, stack: Stack): boolean {
  const map = settingOf(proxy.block, 'url_map');
  if (map.kind === 'absent' || map.value.kind !== 'reference') return false;
  const { path } = map.value;
  const named = stack.resources.find((resource) => refersTo(path, resource));
  return (
    named !== undefined && textOf(named.block, 'default_url_redirect.https_redirect') === 'true'
  );
}
