/** What a guard refuses; those that the scanner knows have its id. */
export type GuardRule =
  | 'purpose/undeclared-use'
  | 'purpose/undecided-access'
  | 'collection/undeclared-data'
  | 'collection/unclassified-field'
  | 'sharing/undeclared-recipient'
  | 'sharing/undeclared-category'
  | 'transit/cleartext'
  | 'transit/weak-tls-version'
  | 'transit/cert-validation-disabled'
  | 'guard/no-policy';

/** Something the policy does not allow, where it was about to happen. Holds no value of any person. */
export interface Denial {
  readonly rule: GuardRule;
  /** The clause that refuses, or would have had to permit; absent where there is no policy. */
  readonly clause?: string;
  /** `POST /runs`, `Account.findMany`, `api.example.com`. */
  readonly where: string;
  readonly message: string;
}

/** Thrown in mode `enforce`. Nothing was read, written or sent. */
export class Denied extends Error {
  override readonly name = 'Denied';
  readonly denial: Denial;

  constructor(denial: Denial) {
    const clause = denial.clause === undefined ? '' : ` (${denial.clause})`;
    super(`${denial.rule}${clause} at ${denial.where}: ${denial.message}`);
    this.denial = denial;
  }
}

/** The denial behind an error, however many libraries have wrapped it. */
export function denialIn(error: unknown): Denial | undefined {
  const seen = new Set<unknown>();
  for (let at = error; at instanceof Error && !seen.has(at); at = at.cause) {
    if (at instanceof Denied) return at.denial;
    seen.add(at);
  }
  return undefined;
}
