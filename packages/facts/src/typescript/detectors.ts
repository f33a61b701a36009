import type { Detector } from './detector.ts';
import { cdkResources } from './cdk.ts';
import { certificateChecks } from './certificate-check.ts';
import { ciphers } from './cipher.ts';
import { cleartextClients } from './cleartext-clients.ts';
import { cleartextOptions } from './cleartext-options.ts';
import { cleartextUrls } from './cleartext.ts';
import { hosts } from './hosts.ts';
import { layouts, links } from './links.ts';
import { mails } from './mails.ts';
import { formInputs } from './inputs-form.ts';
import { oauthScopes } from './inputs-oauth.ts';
import { schemaInputs } from './inputs-schema.ts';
import { packageImports } from './package-imports.ts';
import { packageSetUps } from './package-set-ups.ts';
import { records } from './records.ts';
import { tlsVersions } from './tls.ts';

/** One line a kind of fact. */
export const detectors: readonly Detector[] = [
  tlsVersions,
  certificateChecks,
  ciphers,
  cleartextUrls,
  cleartextClients,
  cleartextOptions,
  hosts,
  schemaInputs,
  formInputs,
  oauthScopes,
  packageImports,
  packageSetUps,
  cdkResources,
  records,
  mails,
  links,
  layouts,
];
