import { stored } from '../../settings/said.ts';
import { textAt } from '../../yaml/yaml-node.ts';
import { entryAt, placeOf } from '../resource.ts';
import type { ResourceReader } from '../resource.ts';

/** Provisioners whose volumes are encrypted only when the class says so, and the parameter that does. */
const provisioners: Readonly<Record<string, string>> = {
  'kubernetes.io/aws-ebs': 'encrypted',
  'ebs.csi.aws.com': 'encrypted',
  'rbd.csi.ceph.com': 'encrypted',
  'rook-ceph.rbd.csi.ceph.com': 'encrypted',
  'driver.longhorn.io': 'encrypted',
  'pxd.portworx.com': 'secure',
  'kubernetes.io/portworx-volume': 'secure',
};

/** Classes of volumes. */
export const storageReader: ResourceReader = {
  kinds: ['StorageClass'],
  read: (resource) => {
    const parameter = provisioners[textAt(resource.node, 'provisioner') ?? ''];
    if (parameter === undefined) return [];
    const entry = entryAt(resource.node, 'parameters', parameter);
    const isOn = textAt(resource.node, 'parameters', parameter) === 'true';
    const place = placeOf(resource, `parameters.${parameter}`, entry?.at);
    return [stored(place, resource.kind, isOn)];
  },
};
