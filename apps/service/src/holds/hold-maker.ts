import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.ts';
import type { Hold } from '../generated/client.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { Stamp } from '../runtime/stamp.ts';
import type { HoldRequest } from './hold.schema.ts';

/** Who a hold is about, as it is stored. */
@Injectable()
export class HoldMaker {
  readonly #pseudonyms: Pseudonyms;
  readonly #stamp: Stamp;

  constructor(pseudonyms: Pseudonyms, stamp: Stamp) {
    this.#pseudonyms = pseudonyms;
    this.#stamp = stamp;
  }

  stamp(): { readonly id: string; readonly at: Date } {
    return this.#stamp.next();
  }

  /** @throws Problem 403 when it is about another tenant than the caller's */
  make(request: HoldRequest, by: Caller): Hold {
    const { id, at } = this.#stamp.next();
    const { caseRef, basis, subject } = request;
    const tenant = by.tenantOf(subject?.tenant ?? request.tenant) ?? null;
    return {
      id,
      caseRef,
      basis,
      tenant,
      data: [...(request.data ?? [])],
      subjectId: subject?.id ?? null,
      subjectRef: subject === undefined ? null : this.#pseudonyms.subject(subject.id, tenant),
      placedBy: by.name,
      placedAt: at,
      releasedBy: null,
      releasedAt: null,
    };
  }
}
