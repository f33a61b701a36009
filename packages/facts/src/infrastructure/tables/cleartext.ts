import type { Row } from '../row.ts';
import { awsCleartext } from './cleartext/aws.ts';
import { azureCleartext } from './cleartext/azure.ts';
import { googleCleartext } from './cleartext/google.ts';
import { otherCleartext } from './cleartext/others.ts';

/** Whether a connection may be without encryption; `absent` is the provider's default. */
export const cleartextTable: readonly Row<boolean>[] = [
  ...awsCleartext,
  ...azureCleartext,
  ...googleCleartext,
  ...otherCleartext,
];
