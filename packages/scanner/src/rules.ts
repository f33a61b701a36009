import type { Rule } from './rule.ts';
import { missingMfa } from './rules/access/missing-mfa.ts';
import { publicExposure } from './rules/access/public-exposure.ts';
import { cardNumber } from './rules/collection/card-number.ts';
import { unclassifiedField } from './rules/collection/unclassified-field.ts';
import { undeclaredData } from './rules/collection/undeclared-data.ts';
import { missingLink } from './rules/page/missing-link.ts';
import { undeclaredUse } from './rules/purpose/undeclared-use.ts';
import { undecidedAccess } from './rules/purpose/undecided-access.ts';
import { unencryptedStorage } from './rules/rest/unencrypted-storage.ts';
import { weakCipher } from './rules/rest/weak-cipher.ts';
import { belowPromise } from './rules/retention/below-promise.ts';
import { exceedsLimit } from './rules/retention/exceeds-limit.ts';
import { missingLimit } from './rules/retention/missing-limit.ts';
import { noErasurePath } from './rules/retention/no-erasure-path.ts';
import { missingOptOut } from './rules/rights/missing-opt-out.ts';
import { noAccessPath } from './rules/rights/no-access-path.ts';
import { noRectifyPath } from './rules/rights/no-rectify-path.ts';
import { personalDataInLogs } from './rules/sharing/personal-data-in-logs.ts';
import { undeclaredCategory } from './rules/sharing/undeclared-category.ts';
import { undeclaredRecipient } from './rules/sharing/undeclared-recipient.ts';
import { certValidationDisabled } from './rules/transit/cert-validation-disabled.ts';
import { cleartext } from './rules/transit/cleartext.ts';
import { weakTlsVersion } from './rules/transit/weak-tls-version.ts';

/** Every rule; adding one is a file and a line here. */
export const rules: readonly Rule[] = [
  missingMfa,
  publicExposure,
  cardNumber,
  unclassifiedField,
  undeclaredData,
  missingLink,
  undeclaredUse,
  undecidedAccess,
  unencryptedStorage,
  weakCipher,
  belowPromise,
  exceedsLimit,
  missingLimit,
  noErasurePath,
  missingOptOut,
  noAccessPath,
  noRectifyPath,
  personalDataInLogs,
  undeclaredCategory,
  undeclaredRecipient,
  certValidationDisabled,
  cleartext,
  weakTlsVersion,
];
