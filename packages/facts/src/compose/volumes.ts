import type { Fact } from '../facts.ts';
import { isStoreImage } from '../settings/ports.ts';
import { stored } from '../settings/said.ts';
import { itemsAt, nodeAt, textAt } from '../yaml/yaml-node.ts';
import type { ComposeService } from './service.ts';

/** A volume of a store is as encrypted as the host's disk, which stands nowhere in the file. */
export function volumeFacts({ name, node }: ComposeService): readonly Fact[] {
  if (!isStoreImage(textAt(node, 'image') ?? '')) return [];
  const volumes = itemsAt(node, 'volumes').filter(
    (item) => !isReadOnly(textAt(item), textAt(item, 'read_only')),
  );
  const at = nodeAt(node, 'volumes')?.at;
  if (volumes.length === 0 || at === undefined) return [];
  return [stored({ at, subject: `service ${name} volumes` }, 'volume of a container', 'unknown')];
}

/** Configuration and scripts for the first start are no data. */
function isReadOnly(text: string | undefined, flag: string | undefined): boolean {
  return flag === 'true' || /:ro$|initdb|\.(conf|sql|sh|ya?ml|json|cnf)(:|$)/.test(text ?? '');
}
