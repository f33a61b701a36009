import type { Row } from '../row.ts';
import { awsTls } from './tls/aws.ts';
import { azureTls } from './tls/azure.ts';
import { otherTls } from './tls/others.ts';
import type { Version } from './tls/versions.ts';

/** The oldest TLS version a listener accepts; `absent` is the provider's default. */
export const tlsTable: readonly Row<Version>[] = [...awsTls, ...azureTls, ...otherTls];
