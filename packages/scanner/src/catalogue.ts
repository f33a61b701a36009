/**
 * General knowledge that no policy holds: who the well-known vendors are, and what personal data is
 * called in programs. Plain values; `parseCatalogue` makes one of the package's `catalogue/*.yaml`.
 */
export interface Catalogue {
  readonly vendors: readonly Vendor[];
  readonly names: readonly PersonalNames[];
  /** Names of objects that stand for a person: `user`, `customer`. */
  readonly persons: readonly string[];
  /** Names of values that are a person's whole record: `user`, `patients`. */
  readonly records: readonly string[];
  /** Names of objects that are never a person, so that their `username` is a setting: `config`. */
  readonly systems: readonly string[];
  /** Names that are personal only on a person: `name`, `address`. */
  readonly ambiguous: readonly string[];
}

export interface Vendor {
  readonly id: string;
  readonly name: string;
  /** What it does: `analytics`, `error-tracking`, `advertising`, … */
  readonly service: string;
  /** npm packages; `@scope/*` covers the scope. */
  readonly packages: readonly string[];
  /** Hosts; `*.example.com` covers every host below. */
  readonly hosts: readonly string[];
  /** Names under which a page's script puts its client: `gtag`, `Sentry`. */
  readonly globals: readonly string[];
  /** Terraform providers. */
  readonly infrastructure: readonly string[];
  /** Variables of the environment that name it; `SENTRY_*` covers credentials and addresses. */
  readonly environment: readonly string[];
}

/** What one term of the W3C Data Privacy Vocabulary goes by in programs. */
export interface PersonalNames {
  /** `pd:EmailAddress`. */
  readonly dpv: string;
  /** What a person calls it: `e-mail address`. */
  readonly name: string;
  readonly inCode: readonly string[];
}

/** Nothing known in general: only the policy's own vocabulary speaks. */
export const emptyCatalogue: Catalogue = {
  vendors: [],
  names: [],
  persons: [],
  records: [],
  systems: [],
  ambiguous: [],
};
