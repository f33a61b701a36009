import type { Row } from '../row.ts';
import { awsExposure } from './exposure/aws.ts';
import { azureExposure } from './exposure/azure.ts';
import { googleExposure } from './exposure/google.ts';
import { otherExposure } from './exposure/others.ts';

/** Whether the public internet can reach a resource; `absent` is the provider's default. */
export const exposureTable: readonly Row<boolean>[] = [
  ...awsExposure,
  ...azureExposure,
  ...googleExposure,
  ...otherExposure,
];
