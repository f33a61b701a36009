import type { CleartextFact } from '../../facts.ts';
import { blocksAt, settingOf, textOf } from '../settings.ts';
import type { Setting } from '../settings.ts';
import type { Resource } from '../stack.ts';
import type { ResourceReader } from '../reader.ts';
import type { Block } from '../syntax.ts';

/** A load balancer that answers HTTP with more than a redirect to HTTPS. */
export const listenerReader: ResourceReader = {
  types: ['aws_lb_listener', 'aws_alb_listener'],
  read: readListener,
};

function readListener(resource: Resource): readonly CleartextFact[] {
  const { block } = resource;
  const protocol = settingOf(block, 'protocol');
  const port = textOf(block, 'port');
  const said = textOf(block, 'protocol')?.toUpperCase();
  // Without a protocol an application load balancer takes it from the port.
  const isHttp = said === 'HTTP' || (protocol.kind === 'absent' && port === '80');
  const open = isHttp ? firstInClear(block) : undefined;
  if (open === undefined) return [];
  const shown = open.kind === 'value' ? open : protocol;
  const written = shown.kind === 'absent' ? 'port = 80' : `protocol = ${shown.value.written}`;
  const subject = `${resource.subject} protocol`;
  return [{ kind: 'cleartext', at: shown.at, subject, protocol: 'http', written }];
}

/** The first action that answers in clear: a redirect by its protocol, any other as `absent`. */
function firstInClear(listener: Block): Setting | undefined {
  for (const action of blocksAt(listener, 'default_action')) {
    if (textOf(action, 'type') !== 'redirect') return { kind: 'absent', at: action.header };
    if (textOf(action, 'redirect.protocol') !== 'HTTPS') {
      return settingOf(action, 'redirect.protocol');
    }
  }
  return undefined;
}
