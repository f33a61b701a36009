import type { Connector, ErasureStep, Probe, ProcessorStep, StepResult } from '@troth/erasure';
import type { ValueReader } from './column-values.ts';
import { gone, left, misdirected, refused, retryable, textOf } from './outcome.ts';

export interface LoopbackProcessorOptions {
  readonly store: string;
  /** `http://127.0.0.1:4010`: loopback only, since it has no authentication. */
  readonly baseUrl: string;
  readonly values: ValueReader;
  /** Of one request; 10,000 unless told. */
  readonly timeoutMs?: number;
}

/**
 * A stand-in for a recipient, named so in receipts: `DELETE /subjects/{reference}`, where 404 and 410
 * mean that it holds nothing. A request whose answer is lost is settled by asking what is left.
 * @throws RangeError when the address is not loopback
 */
export function loopbackProcessor(options: LoopbackProcessorOptions): Connector {
  refuseRemote(options.baseUrl);
  return {
    store: options.store,
    kind: 'loopback stand-in',
    erase: (step, signal) => erase(options, step, signal),
    probe: (step, signal) => probe(options, step, signal),
  };
}

async function erase(
  options: LoopbackProcessorOptions,
  step: ErasureStep,
  signal: AbortSignal,
): Promise<StepResult> {
  if (step.kind !== 'processor') return refused(misdirected('recipient', step.kind));
  let erased = 0;
  try {
    for await (const address of addressesOf(options, step, signal)) {
      const result = await eraseOne(options, address, signal);
      if (result.kind === 'failed') return { ...result, ...(erased > 0 && { erased }) };
      if (result.kind === 'erased') erased += 1;
    }
    return gone(erased);
  } catch (error) {
    return error instanceof UnsafeReference
      ? refused(error.message, erased)
      : retryable(textOf(error), erased);
  }
}

async function probe(
  options: LoopbackProcessorOptions,
  step: ErasureStep,
  signal: AbortSignal,
): Promise<Probe> {
  if (step.kind !== 'processor')
    return { kind: 'unknown', cause: misdirected('recipient', step.kind) };
  let present = 0;
  try {
    for await (const address of addressesOf(options, step, signal)) {
      const found = await lookAt(options, address, signal);
      if (found.kind === 'unknown') return found;
      if (found.kind === 'present') present += found.count;
    }
    return left(present);
  } catch (error) {
    return { kind: 'unknown', cause: textOf(error) };
  }
}

async function eraseOne(
  options: LoopbackProcessorOptions,
  address: URL,
  signal: AbortSignal,
): Promise<StepResult> {
  let status: number;
  try {
    status = await request(options, { method: 'DELETE', address }, signal);
  } catch (error) {
    signal.throwIfAborted();
    // The answer is lost; whether the deletion was done, only a look can tell.
    const found = await lookAt(options, address, signal);
    return found.kind === 'absent' ? { kind: 'absent' } : retryable(`no answer: ${textOf(error)}`);
  }
  if (status === 404 || status === 410) return { kind: 'absent' };
  if (status === 202 || status === 429 || status >= 500)
    return retryable(`the recipient answered ${status}`);
  if (status >= 200 && status < 300) return { kind: 'erased', count: 1 };
  return refused(`the recipient answered ${status}`);
}

async function lookAt(
  options: LoopbackProcessorOptions,
  address: URL,
  signal: AbortSignal,
): Promise<Probe> {
  try {
    const status = await request(options, { method: 'GET', address }, signal);
    if (status === 404 || status === 410) return { kind: 'absent' };
    return status === 200
      ? { kind: 'present', count: 1 }
      : { kind: 'unknown', cause: `the recipient answered ${status}` };
  } catch (error) {
    return { kind: 'unknown', cause: textOf(error) };
  }
}

async function request(
  { timeoutMs = 10_000 }: LoopbackProcessorOptions,
  { method, address }: { readonly method: 'DELETE' | 'GET'; readonly address: URL },
  signal: AbortSignal,
): Promise<number> {
  const response = await fetch(address, {
    method,
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  await response.body?.cancel();
  return response.status;
}

async function* addressesOf(
  { baseUrl, values }: LoopbackProcessorOptions,
  step: ProcessorStep,
  signal: AbortSignal,
): AsyncGenerator<URL> {
  if (step.reference.length === 0) {
    yield addressOf(baseUrl, step, step.subject);
    return;
  }
  for (const reference of step.reference) {
    for await (const value of values(reference, signal)) {
      signal.throwIfAborted();
      yield addressOf(baseUrl, step, value);
    }
  }
}

/** A reference that the path of a URL would resolve to something else. The message names no id. */
class UnsafeReference extends Error {}

function addressOf(baseUrl: string, step: ProcessorStep, reference: string): URL {
  const item = step.item === undefined ? [] : ['items', step.item.category, step.item.id];
  const parts = ['subjects', reference, ...item];
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new UnsafeReference('a reference is empty or means another path');
  }
  const address = new URL(`/${parts.map(encodeURIComponent).join('/')}`, baseUrl);
  // Where a law keeps the rest, the recipient is told what must go.
  if (step.except.length > 0)
    for (const category of step.data) address.searchParams.append('data', category);
  return address;
}

function refuseRemote(baseUrl: string): void {
  const { protocol, hostname } = new URL(baseUrl);
  if (protocol !== 'http:' || !['127.0.0.1', '[::1]', 'localhost'].includes(hostname)) {
    throw new RangeError(`\`${baseUrl}\` is not a loopback address`);
  }
}
