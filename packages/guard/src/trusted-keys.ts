import { createPublicKey, type KeyObject } from 'node:crypto';
import { keyId } from '@troth/compiler';

/** A public key of the enforcement service, and how long what it signs counts. */
export interface TrustedKey {
  /** Ed25519; a text is PEM. */
  readonly key: KeyObject | string;
  /** From this instant on nothing new that it signed is taken; absent: no end. */
  readonly until?: Date;
}

/** One key, or the keys of a rotation: the current one with the next, or with the one of before. */
export type Trusted = KeyObject | string | readonly TrustedKey[];

interface Known {
  readonly key: KeyObject;
  readonly id: string;
  readonly until?: Date | undefined;
}

/** The keys by which what the service says is believed. Any other is a stranger's. */
export class TrustedKeys {
  readonly #known: readonly Known[];
  readonly #now: () => Date;

  /** @throws Error where there is none, or one that is not an Ed25519 public key */
  constructor(trusted: Trusted, now: () => Date) {
    const list = typeof trusted === 'object' && 'length' in trusted ? trusted : [{ key: trusted }];
    this.#known = list.map(knownKey);
    this.#now = now;
    if (list.length === 0) throw new Error('`publicKey` names no key: nothing would be believed');
  }

  /** Those that may sign something new. */
  get current(): readonly KeyObject[] {
    const now = this.#now();
    return this.#known.flatMap(({ key, until }) =>
      until === undefined || now < until ? [key] : [],
    );
  }

  /** Those of before too, for what was taken while they counted. */
  get all(): readonly KeyObject[] {
    return this.#known.map(({ key }) => key);
  }

  /** Why a key that has signed something does not count any more. */
  end(key: KeyObject): string {
    const known = this.#known.find((one) => one.key === key);
    return `it is signed by the key \`${known?.id ?? ''}\`, which counted until ${known?.until?.toISOString() ?? 'now'}`;
  }
}

function knownKey({ key: given, until }: TrustedKey): Known {
  const key = typeof given === 'string' ? createPublicKey(given) : given;
  if (key.type !== 'public' || key.asymmetricKeyType !== 'ed25519')
    throw new Error('`publicKey` is not an Ed25519 public key');
  if (until !== undefined && Number.isNaN(until.getTime()))
    throw new Error('`until` of a key is not an instant');
  return { key, id: keyId(key), until };
}
