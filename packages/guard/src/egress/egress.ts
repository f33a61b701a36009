import { isWithin, rulesOf, type CompiledPolicy } from '@troth/compiler';
import type { Denial } from '../denial.ts';
import type { Guard } from '../guard.ts';
import { unkept } from '../obligations.ts';
import { currentScope, type Scope } from '../scope.ts';
import { categoriesIn, type Content } from './contents.ts';
import {
  isLinkLocal,
  isLoopback,
  isOwn,
  recipientAt,
  sharingClause,
  sharingWith,
  type Sharing,
} from './hosts.ts';

/** A request that is about to leave: its path, headers and body, as far as they are texts. */
export interface Leaving extends Content {
  readonly url: URL;
}

/** How a connection is to be made. */
export interface Connecting {
  readonly host: string;
  readonly minVersion?: string | undefined;
  readonly maxVersion?: string | undefined;
  readonly checksCertificate: boolean;
}

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** Lets a request leave only to whom the policy names, with what it shares with them. */
export class Egress {
  readonly #guard: Guard;

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  /** @throws Denied in mode `enforce`; outside of any scope that is the mode */
  check(leaving: Leaving): void {
    const scope = currentScope();
    for (const denial of this.#denials(leaving, scope))
      this.#guard.refuse(denial, scope?.mode ?? 'enforce');
  }

  /**
   * What checks the parts of a request that has begun. By the scope of now: they are written in the
   * turn of whoever opened the connection.
   * @returns throws Denied when a part may not go there
   */
  passing(url: URL): (content: Content) => void {
    const scope = currentScope();
    return (content) => {
      for (const denial of this.#partDenials(content, url.hostname, scope))
        this.#guard.refuse(denial, scope?.mode ?? 'enforce');
    };
  }

  /** Whether a socket may be opened to a host at all. @throws Denied */
  checkHost(host: string): void {
    const scope = currentScope();
    for (const denial of this.#hostDenials(host))
      this.#guard.refuse(denial, scope?.mode ?? 'enforce');
  }

  /**
   * Whether TLS is offered as declared.
   * @returns the oldest version to offer where the caller names none
   * @throws Denied when the caller asks for less
   */
  checkTls(connecting: Connecting): string | undefined {
    const { policy } = this.#guard;
    const [stated] = policy === undefined ? [] : transitRules(policy);
    if (stated === undefined || isLoopback(connecting.host)) return undefined;
    const mode = currentScope()?.mode ?? 'enforce';
    const { minVersion, maxVersion, checksCertificate, host } = connecting;
    const floor = stated.rule.minimum;
    const where = { clause: stated.clause.id, where: host };
    const weak = [minVersion, maxVersion].find(
      (version) => version !== undefined && isOlder(version, floor),
    );
    if (weak !== undefined) {
      const message = `the connection offers ${weak}, the policy declares TLS ${floor}`;
      this.#guard.refuse({ rule: 'transit/weak-tls-version', message, ...where }, mode);
    }
    if (!checksCertificate) {
      const message = 'the certificate of the other side is not checked';
      this.#guard.refuse({ rule: 'transit/cert-validation-disabled', message, ...where }, mode);
    }
    return `TLSv${floor}`;
  }

  #denials({ url, ...content }: Leaving, scope: Scope | undefined): readonly Denial[] {
    const { policy } = this.#guard;
    const host = url.hostname;
    const closed = this.#hostDenials(host);
    if (closed.length > 0 || policy === undefined) return closed;
    const cleartext = cleartextDenials(url, policy);
    return cleartext.length > 0 ? cleartext : this.#partDenials(content, host, scope);
  }

  #partDenials(content: Content, host: string, scope: Scope | undefined): readonly Denial[] {
    const { policy, ownHosts } = this.#guard;
    if (policy === undefined || isOwn(host, ownHosts, policy)) return [];
    const recipient = recipientAt(host, policy);
    const sharing = recipient && sharingWith(recipient, policy);
    return sharing === undefined
      ? []
      : this.#categoryDenials(content, sharing, { policy, scope, host });
  }

  #hostDenials(host: string): readonly Denial[] {
    const { policy, ownHosts } = this.#guard;
    if (isOwn(host, ownHosts, policy)) return [];
    if (policy === undefined) {
      const message = 'the guard has no policy in force, so nothing leaves';
      return [{ rule: 'guard/no-policy', where: host, message }];
    }
    const recipient = recipientAt(host, policy);
    if (recipient !== undefined && sharingWith(recipient, policy) !== undefined) return [];
    const clause = sharingClause(policy);
    const who = recipient?.name ?? `\`${host}\``;
    const message = `${who} is reached, and no clause names it`;
    return [
      { rule: 'sharing/undeclared-recipient', where: host, message, ...(clause && { clause }) },
    ];
  }

  #categoryDenials(
    content: Content,
    sharing: Sharing,
    { policy, scope, host }: { policy: CompiledPolicy; scope: Scope | undefined; host: string },
  ): readonly Denial[] {
    const found = [...categoriesIn(content, policy, scope?.traces), ...(scope?.holding ?? [])];
    const beyond = found.filter(
      (id) => !sharing.data.some((data) => isWithin(policy.vocabulary, id, data)),
    );
    const rule = 'sharing/undeclared-category';
    if (scope?.traces.overflown === true) {
      const message = 'more personal values were read than can be told apart in what leaves';
      return [{ rule, clause: sharing.clause, where: host, message }];
    }
    if (beyond.length > 0) {
      const message = `${sharing.recipient.name} gets ${[...new Set(beyond)].join(', ')}, which no clause shares with it`;
      return [{ rule, clause: sharing.clause, where: host, message }];
    }
    return found.length === 0 || scope?.purpose === undefined
      ? []
      : this.#purposeDenials([...new Set(found)], sharing, { ...scope, purpose: scope.purpose });
  }

  /** What may go there may still not go there for this. Collecting through somebody shares nothing. */
  #purposeDenials(
    data: readonly string[],
    { recipient, clause }: Sharing,
    scope: Scope & { readonly purpose: string },
  ): readonly Denial[] {
    const { subject, context } = scope;
    const decision = this.#guard.decide({
      action: 'share',
      data,
      purpose: scope.purpose,
      recipient: recipient.id,
      actor: scope.actor ?? { id: this.#guard.application, kind: 'service' },
      ...(subject && { subject }),
      ...(context && { context }),
    });
    const owed = unkept(this.#guard, decision, { floorsTls: true });
    if (decision.effect === 'permit' && owed === undefined) return [];
    const [first = clause] = decision.reasons;
    const message = owed ?? decision.explanation;
    return [{ rule: 'purpose/undeclared-use', clause: first, where: scope.where, message }];
  }
}

function cleartextDenials(url: URL, policy: CompiledPolicy): readonly Denial[] {
  const [stated] = transitRules(policy);
  const isEncrypted = url.protocol === 'https:' || url.protocol === 'wss:';
  const isNear = isLoopback(url.hostname) || isLinkLocal(url.hostname);
  if (stated === undefined || isEncrypted || isNear) return [];
  const message = `the request leaves without encryption, the policy declares TLS ${stated.rule.minimum}`;
  return [{ rule: 'transit/cleartext', clause: stated.clause.id, where: url.hostname, message }];
}

function transitRules(policy: CompiledPolicy) {
  return rulesOf(policy, 'encrypt').flatMap(({ clause, rule }) =>
    rule.scope === 'in-transit' ? [{ clause, rule }] : [],
  );
}

/** A version that is not known is taken for an old one. */
function isOlder(version: string, floor: string): boolean {
  return VERSIONS.indexOf(version) < VERSIONS.indexOf(`TLSv${floor === '1.0' ? '1' : floor}`);
}
