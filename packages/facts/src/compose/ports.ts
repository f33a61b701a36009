import type { Fact } from '../facts.ts';
import { isStoreImage, storePorts } from '../settings/ports.ts';
import { exposed } from '../settings/said.ts';
import { isLocalHost } from '../typescript/url.ts';
import { itemsAt, textAt } from '../yaml/yaml-node.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import type { ComposeService } from './service.ts';

/**
 * Ports of stores that are published beyond this machine. Without an address Docker binds to every
 * one the host has; whether the internet reaches the host stands elsewhere.
 * @see https://docs.docker.com/engine/network/port-publishing/
 */
export function exposureFacts({ name, node }: ComposeService): readonly Fact[] {
  const isStore = isStoreImage(textAt(node, 'image') ?? '');
  return itemsAt(node, 'ports').flatMap((item) => {
    const { host, port } = publishedAt(item);
    const store = storePorts.get(port) ?? (isStore ? name : undefined);
    if (store === undefined || host === undefined) return [];
    if (isLocalHost(host) && host !== '0.0.0.0') return [];
    const place = { at: item.at, subject: `service ${name} port ${port}` };
    const written = host === '' ? `ports: ${port}` : `ports: ${host}, ${port}`;
    const isPublic = host === '0.0.0.0' || host === '::' ? true : 'unknown';
    return [exposed(place, `service \`${name}\``.replaceAll('`', ''), isPublic, written)];
  });
}

interface Published {
  /** Empty: every address; nothing: not published. */
  readonly host: string | undefined;
  /** Within the container. */
  readonly port: number;
}

function publishedAt(item: YamlNode): Published {
  if (item.kind === 'map') {
    const host =
      textAt(item, 'published') === undefined ? undefined : (textAt(item, 'host_ip') ?? '');
    return { host, port: Number(textAt(item, 'target')) };
  }
  const text = item.kind === 'scalar' ? item.text.replace(/\/(tcp|udp)$/, '') : '';
  const [, host = '', , port] =
    /^(?:(\[[\d.:a-f]+\]|[\d.]*\.[\d.]*|localhost|::1?):)?(?:([^:]*):)?(\d+)(?:-\d+)?$/.exec(
      text,
    ) ?? [];
  return { host: host.replaceAll(/[[\]]/g, ''), port: Number(port) };
}
