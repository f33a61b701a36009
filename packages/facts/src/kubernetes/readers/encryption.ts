import { stored } from '../../settings/said.ts';
import { itemsAt } from '../../yaml/yaml-node.ts';
import { entryAt, placeOf } from '../resource.ts';
import type { ResourceReader } from '../resource.ts';

/** The first provider is the one that writes; `identity` writes secrets as they are. */
export const encryptionReader: ResourceReader = {
  kinds: ['EncryptionConfiguration', 'EncryptionConfig'],
  read: (resource) =>
    itemsAt(resource.node, 'resources').flatMap((item) => {
      const [first] = itemsAt(item, 'providers');
      const isPlain = first?.kind === 'map' && first.entries.has('identity');
      const place = placeOf(resource, 'providers', entryAt(item, 'providers')?.at);
      return isPlain ? [stored(place, resource.kind, false)] : [];
    }),
};
