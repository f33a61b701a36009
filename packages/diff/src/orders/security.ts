import {
  formatDuration,
  type ControlRule,
  type EncryptRule,
  type RestrictRule,
} from '@troth/compiler';
import {
  demanded,
  differ,
  fewerIsTighter,
  higherIsTighter,
  incomparable,
  listed,
  moreIsTighter,
  type Order,
} from '../order.ts';
import type { Difference } from '../policy-diff.ts';
import { shorterIsTighter } from './window.ts';

const TLS_VERSIONS = ['1.0', '1.1', '1.2', '1.3'];

export const newerTlsIsTighter: Order<string> = (before, after) =>
  higherIsTighter(TLS_VERSIONS.indexOf(before), TLS_VERSIONS.indexOf(after));

/** A higher TLS floor and a longer key are tighter. */
export function encryptDifferences(before: EncryptRule, after: EncryptRule): readonly Difference[] {
  if (before.scope === 'in-transit' && after.scope === 'in-transit') {
    return differ<string>(
      'encrypt.minimum',
      [before.minimum, after.minimum],
      newerTlsIsTighter,
      tlsVersion,
    );
  }
  if (before.scope === 'at-rest' && after.scope === 'at-rest') {
    return differ<number>(
      'encrypt.cipher',
      [before.cipher.bits, after.cipher.bits],
      higherIsTighter,
      aesBits,
    );
  }
  return differ<string>('encrypt.scope', [before.scope, after.scope], incomparable);
}

/** More systems, fewer roles, a second factor and a younger sign-in are tighter. */
export function restrictDifferences(
  before: RestrictRule,
  after: RestrictRule,
): readonly Difference[] {
  return [
    ...differ('restrict.mfa', [flag(before.mfa), flag(after.mfa)], demanded(incomparable)),
    ...differ(
      'restrict.fresh',
      [before.fresh, after.fresh],
      demanded(shorterIsTighter),
      formatDuration,
    ),
    ...differ(
      'restrict.systems',
      [new Set(before.systems), new Set(after.systems)],
      moreIsTighter,
      listed,
    ),
    ...differ(
      'restrict.roles',
      [new Set(before.roles), new Set(after.roles)],
      fewerIsTighter,
      listed,
    ),
  ];
}

/** More often is tighter. */
export function controlDifferences(before: ControlRule, after: ControlRule): readonly Difference[] {
  return [
    ...differ('control.every', [before.every, after.every], shorterIsTighter, formatDuration),
    ...differ('control.control', [before.control, after.control], incomparable),
  ];
}

function tlsVersion(version: string): string {
  return `TLS ${version}`;
}

function aesBits(bits: number): string {
  return `AES-${bits}`;
}

function flag(mfa: boolean): string | undefined {
  return mfa ? 'required' : undefined;
}
