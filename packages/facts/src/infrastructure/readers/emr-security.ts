import type { Fact } from '../../facts.ts';
import { isRecord, recordOf, textsIn, valueAt } from '../json-value.ts';
import type { ResourceReader } from '../reader.ts';
import { settingOf } from '../settings.ts';
import type { Resource } from '../stack.ts';

/** A cluster's own encryption, which stands as a document in one setting. */
export const emrSecurityReader: ResourceReader = {
  types: ['aws_emr_security_configuration'],
  read: readSecurity,
};

const rest = ['EncryptionConfiguration', 'EnableAtRestEncryption'] as const;
const atRest = ['EncryptionConfiguration', 'AtRestEncryptionConfiguration'] as const;
const disks = [...atRest, 'LocalDiskEncryptionConfiguration', 'EnableEbsEncryption'] as const;
const transit = ['EncryptionConfiguration', 'EnableInTransitEncryption'] as const;

function readSecurity(resource: Resource): readonly Fact[] {
  const setting = settingOf(resource.block, 'configuration');
  const document = setting.kind === 'absent' ? {} : recordOf(setting.value);
  const place = { at: setting.at, subject: `${resource.subject} configuration` };
  const storage = { kind: 'storage', resource: resource.spelled, ...place } as const;
  if (document === undefined) return [{ ...storage, encrypted: 'unknown' }];
  const said = valueAt(document, ...rest);
  const kinds = valueAt(document, ...atRest);
  const leavesDisks = isRecord(kinds) && kinds['LocalDiskEncryptionConfiguration'] === undefined;
  return [
    // The disks' own switch without the cluster's: not a yes, not a no.
    {
      ...storage,
      encrypted:
        said === undefined && isTrue(valueAt(document, ...disks))
          ? 'unknown'
          : isTrue(said) && !leavesDisks,
    },
    ...(isTrue(valueAt(document, ...transit))
      ? []
      : [
          {
            kind: 'cleartext',
            protocol: 'infrastructure',
            written: 'EnableInTransitEncryption is not true',
            ...place,
          } as const,
        ]),
  ];
}

function isTrue(value: unknown): boolean {
  return textsIn(value).includes('true');
}
