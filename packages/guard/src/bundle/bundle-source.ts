import { readFile } from 'node:fs/promises';
import type { BundleKeeper } from './bundle-keeper.ts';

/** Brings the keeper what is new. */
export interface BundleSource {
  /** @throws Error when nothing could be learnt */
  poll(keeper: BundleKeeper): Promise<void>;
}

/** A bundle that is deployed beside the application: as fresh as it says, or as its first reading. */
export function bundleFile(path: string): BundleSource {
  return {
    poll: async (keeper) => {
      const text = await readFile(path, 'utf8');
      const issuedAt = issuedAtOf(text);
      if (keeper.digest === undefined || issuedAt?.getTime() !== keeper.confirmedAt?.getTime())
        await keeper.accept(text, issuedAt ?? keeper.confirmedAt);
    },
  };
}

/** Read before the signature is checked, and believed only when `accept` has checked it. */
function issuedAtOf(text: string): Date | undefined {
  const [, at] = /\\"issuedAt\\":\\"([^"\\]+)\\"/u.exec(text) ?? [];
  return at === undefined ? undefined : new Date(at);
}

export interface ServiceConnection {
  /** Where the enforcement service answers, `https://troth.internal`. */
  readonly url: string;
  /** For what needs one: the feed of subjects. */
  readonly token?: string;
  readonly fetch: (
    url: string,
    init: { headers: Record<string, string>; signal: AbortSignal },
  ) => Promise<Response>;
}

const TIMEOUT_MS = 10_000;
const LONGEST = 64 * 1024 * 1024;

/** The service's own bundle, asked for by its ETag. */
export function bundleService(service: ServiceConnection): BundleSource {
  return {
    poll: async (keeper) => {
      const response = await service.fetch(`${service.url}/v1/policy/bundle`, {
        headers: { ...(keeper.digest !== undefined && { 'if-none-match': `"${keeper.digest}"` }) },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.status === 304) await keeper.confirm();
      else await keeper.accept(await textOf(response));
    },
  };
}

/** @throws Error with the status, or when the answer is longer than a bundle can be */
export async function textOf(response: Response): Promise<string> {
  if (response.status !== 200) throw new Error(`the service answered ${response.status}`);
  if (Number(response.headers.get('content-length') ?? 0) > LONGEST)
    throw new Error('the service sent more than a bundle can be');
  return response.text();
}
