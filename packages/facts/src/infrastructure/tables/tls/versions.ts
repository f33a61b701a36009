import type { Known, TlsFact } from '../../../facts.ts';
import { byText } from '../../row.ts';
import { asText } from '../../settings.ts';
import type { Expression } from '../../syntax.ts';

export type Version = Exclude<TlsFact['minimum'], 'unknown'>;

const oldestFirst: readonly Version[] = ['ssl', '1.0', '1.1', '1.2', '1.3'];

/** Spellings that no pattern covers: dated policies of clouds, by the oldest version they accept. */
const named = byText<Version>({
  Disabled: '1.0',
  None: '1.0',
  TLSEnforcementDisabled: '1.0',
  20150501: '1.0',
  20170401: '1.1',
  '20170401S': '1.2',
  20220101: '1.2',
  '20220101S': '1.2',
  AppGwSslPolicy20150501: '1.0',
  AppGwSslPolicy20170401: '1.1',
  AppGwSslPolicy20170401S: '1.2',
  AppGwSslPolicy20220101: '1.2',
  AppGwSslPolicy20220101S: '1.2',
  'Policy-Min-TLS-1-0-2019-07': '1.0',
  'Policy-Min-TLS-1-2-2019-07': '1.2',
  'Policy-Min-TLS-1-2-PFS-2023-10': '1.2',
  tls_cipher_policy_1_0: '1.0',
  tls_cipher_policy_1_1: '1.1',
  tls_cipher_policy_1_2: '1.2',
  tls_cipher_policy_1_2_strict: '1.2',
  tls_cipher_policy_1_2_strict_with_1_3: '1.2',
  tls_policy_1_0: '1.0',
  tls_policy_1_1: '1.1',
  tls_policy_1_2: '1.2',
  'TLS-2016-08': '1.0',
  'TLS-FS-Res-1-2-2019-08': '1.2',
});

/** The oldest version that a setting of one version, or of a dated policy, accepts. */
export function version(value: Expression): Known<Version> {
  const text = asText(value);
  if (text === undefined) return 'unknown';
  if (/^SSL_?v?[23](?:[._]0)?$/iu.test(text)) return 'ssl';
  const minor = /^(?:TLS)?_?v?1(?:[._]?(?<minor>[0-3]))?(?:_?\d{4})?$/iu.exec(text)?.groups;
  if (minor === undefined) return named(value);
  return oldestFirst.find((one) => one === `1.${minor['minor'] ?? 0}`) ?? 'unknown';
}

/** The oldest version of a list, or of one text that joins them with commas. */
export function oldestOf(value: Expression): Known<Version> {
  const text = asText(value);
  const items: readonly Expression[] =
    value.kind === 'list'
      ? value.items
      : (text ?? '')
          .split(/[\s,]+/u)
          .map((one) => ({ at: value.at, written: one, kind: 'string', text: one }));
  const versions = items.map(version);
  return oldestFirst.find((one) => versions.includes(one)) ?? 'unknown';
}

/**
 * Oldest version of an Elastic Load Balancing security policy, by its name: `TLS13-1-2` allows 1.2
 * and 1.3, names without a version are of 2016 or older.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export function loadBalancerPolicy(value: Expression): Known<Version> {
  const name = asText(value);
  if (name === undefined) return 'unknown';
  const modern = /^ELBSecurityPolicy-TLS13-1-(?<minor>[0-3])/u.exec(name)?.groups?.['minor'];
  const older = /^(?:ELBSecurityPolicy-)?(?:FS-1-|TLS-1-)(?<minor>[0-2])/u.exec(name)?.groups?.[
    'minor'
  ];
  const minor = modern ?? older;
  if (minor !== undefined) return oldestFirst.find((one) => one === `1.${minor}`) ?? 'unknown';
  if (/^ELBSecurityPolicy-(?:201[1-6]|FS-2018)-\d{2}/u.test(name)) return '1.0';
  return 'unknown';
}
