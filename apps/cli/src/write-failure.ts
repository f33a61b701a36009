import { UsageError } from './failures.ts';

/** A file that cannot be written is the user's to mend, not a bug of ours: the system's reason, in one line. */
export function cannotWrite(path: string, error: unknown): UsageError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UsageError(`\`${path}\` cannot be written: ${reason}`, { cause: error });
}
