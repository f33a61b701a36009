import type { CleartextFact } from '../../facts.ts';
import type { ResourceReader } from '../reader.ts';
import { blocksAt, isSet, settingOf, textOf } from '../settings.ts';
import type { Resource } from '../stack.ts';
import type { Block } from '../syntax.ts';

/** Azure's application gateway: a listener of plain HTTP whose rule does more than redirect. */
export const gatewayListenerReader: ResourceReader = {
  types: ['azurerm_application_gateway'],
  read: readGateway,
};

function readGateway(gateway: Resource): readonly CleartextFact[] {
  const rules = blocksAt(gateway.block, 'request_routing_rule');
  return blocksAt(gateway.block, 'http_listener')
    .filter((listener) => textOf(listener, 'protocol')?.toLowerCase() === 'http')
    .filter((listener) => !rules.some((rule) => redirects(rule, listener)))
    .map((listener) => ({
      kind: 'cleartext',
      at: settingOf(listener, 'protocol').at,
      subject: `${gateway.subject} http_listener`,
      protocol: 'http',
      written: 'http_listener.protocol = "Http"',
    }));
}

function redirects(rule: Block, listener: Block): boolean {
  const [wanted, named] = [settingOf(listener, 'name'), settingOf(rule, 'http_listener_name')];
  return (
    isSet(rule, 'redirect_configuration_name') &&
    wanted.kind === 'value' &&
    named.kind === 'value' &&
    (wanted.value.written === named.value.written ||
      textOf(listener, 'name') === textOf(rule, 'http_listener_name'))
  );
}
