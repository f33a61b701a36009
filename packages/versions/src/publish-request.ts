import type { CompiledPolicy } from '@troth/compiler';
import type { Approval, PublishedVersion } from './published-version.ts';

/** What is to be published, and what stands already. */
export interface PublishRequest {
  readonly policy: CompiledPolicy;
  /** Verified, oldest first. */
  readonly versions: readonly PublishedVersion[];
  readonly approvals: readonly Approval[];
  /** The entry of the change log for the day of publication. */
  readonly changeLog?: string;
  /** `YYYY-MM-DD`, UTC: the day of the signature. */
  readonly today: string;
}
