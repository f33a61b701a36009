import type { CleartextFact } from '../../facts.ts';
import { blocksAt, settingOf, textOf } from '../folder.ts';
import type { Folder, Resource } from '../folder.ts';
import type { ResourceReader } from '../reader.ts';

/** A load balancer that answers HTTP with more than a redirect to HTTPS. */
export const listenerReader: ResourceReader = {
  types: ['aws_lb_listener', 'aws_alb_listener'],
  read: readListener,
};

function readListener(resource: Resource, folder: Folder): readonly CleartextFact[] {
  const { block } = resource;
  const protocol = settingOf(block, 'protocol', folder.scope);
  const port = textOf(block, 'port', folder.scope);
  const said = textOf(block, 'protocol', folder.scope)?.toUpperCase();
  // Without a protocol an application load balancer takes it from the port.
  const isHttp = said === 'HTTP' || (protocol.kind === 'absent' && port === '80');
  if (!isHttp || redirectsToHttps(resource, folder)) return [];
  const written = protocol.kind === 'absent' ? 'port = 80' : `protocol = ${protocol.value.written}`;
  return [
    {
      kind: 'cleartext',
      at: protocol.at,
      subject: `${resource.address} protocol`,
      protocol: 'http',
      written,
    },
  ];
}

function redirectsToHttps(resource: Resource, { scope }: Folder): boolean {
  const actions = blocksAt(resource.block, 'default_action');
  return (
    actions.length > 0 &&
    actions.every(
      (action) =>
        textOf(action, 'type', scope) === 'redirect' &&
        textOf(action, 'redirect.protocol', scope) === 'HTTPS',
    )
  );
}
