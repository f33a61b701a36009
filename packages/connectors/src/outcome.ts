import type { Probe, StepResult } from '@troth/erasure';

/** The result of a step that went through: nothing found is a success of its own. */
export function gone(count: number): StepResult {
  return count > 0 ? { kind: 'erased', count } : { kind: 'absent' };
}

export function left(count: number): Probe {
  return count > 0 ? { kind: 'present', count } : { kind: 'absent' };
}

/** A failure that another attempt may mend. */
export function retryable(cause: string, erased = 0): StepResult {
  return { kind: 'failed', retryable: true, cause, ...(erased > 0 && { erased }) };
}

/** A refusal: the same attempt again would end the same way. */
export function refused(cause: string, erased = 0): StepResult {
  return { kind: 'failed', retryable: false, cause, ...(erased > 0 && { erased }) };
}

/** A step that was given to the connector of another kind of store: the stores file is wrong. */
export function misdirected(connector: string, step: string): string {
  return `a ${connector} cannot do a step of kind \`${step}\`: the store is wired to the wrong connector`;
}

/** The operation, given up when the signal says so, even if the store never answers. */
export async function bounded<Value>(
  operation: Promise<Value>,
  signal: AbortSignal,
): Promise<Value> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new Error('stopped', { cause: signal.reason }));
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([operation, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** `EACCES`, `23503`: the code of an error, where it has one. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
