import type { HostFact } from '../facts.ts';
import type { Detector } from './detector.ts';
import { requestedBy } from './requests.ts';
import { endpointOf, isLocalHost, urls } from './url.ts';
import { textsOf } from './values.ts';

/** Hosts that requests name, and those from which a page loads scripts, frames and pictures. */
export const hosts: Detector = {
  types: ['CallExpression', 'NewExpression', 'JSXAttribute'],
  words: urls,
  detect: (site, file): readonly HostFact[] => {
    const { node, scope, parent } = site;
    if (node.type !== 'JSXAttribute') {
      return requestedBy(site).flatMap(({ host, node: at }) => hostFact(host, file.at(at)));
    }
    const element = parent?.node.type === 'JSXOpeningElement' ? parent.node.name : undefined;
    if (
      element?.type !== 'JSXIdentifier' ||
      !/^(script|Script|iframe|img|form)$/.test(element.name)
    ) {
      return [];
    }
    const name = node.name.type === 'JSXIdentifier' ? node.name.name : '';
    if (node.value === null || !/^(src|action)$/.test(name)) return [];
    const value = node.value.type === 'JSXExpressionContainer' ? node.value.expression : node.value;
    return textsOf(value, scope).flatMap((text) =>
      hostFact(endpointOf(text)?.host, file.at(value)),
    );
  },
};

function hostFact(host: string | undefined, at: HostFact['at']): readonly HostFact[] {
  if (host === undefined || host === 'unknown' || isLocalHost(host)) return [];
  return [{ kind: 'host', at, subject: host, host }];
}
