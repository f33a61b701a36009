import type { DataKeys } from './data-keys.ts';
import type { KeyOwner } from './key-encryption-keys.ts';
import type { Place } from './place.ts';
import { keyIdOf, openText, sealText } from './sealed-text.ts';

/** Whose value stands where. */
export interface Field extends Place {
  readonly subject: string;
  readonly class: string;
}

/** Seals and opens single values. */
export class Envelope {
  readonly keys: DataKeys;

  constructor(keys: DataKeys) {
    this.keys = keys;
  }

  /** @throws CannotOpen when the subject's data was erased by destroying the key */
  async seal(field: Field, text: string): Promise<string> {
    return sealText(await this.keys.sealing(ownerOf(field)), field, text);
  }

  /** @throws CannotOpen when it is plain, changed, moved, erased or of a version not known here */
  async open(place: Place, sealed: string): Promise<string> {
    return openText(await this.keys.opening(keyIdOf(sealed)), place, sealed);
  }
}

export function ownerOf({ tenant, subject, class: of }: Field): KeyOwner {
  return { tenant, subject, class: of };
}
