import type { Row } from '../row.ts';
import { awsStorage } from './storage/aws.ts';
import { azureStorage } from './storage/azure.ts';
import { otherStorage } from './storage/others.ts';

/** Whether a store encrypts what it holds; `absent` is what the provider does when nothing is said. */
export const storageTable: readonly Row<boolean>[] = [
  ...awsStorage,
  ...azureStorage,
  ...otherStorage,
];
