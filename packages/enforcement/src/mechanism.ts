/** A part of troth that keeps a kind of promise, and the test that proves it does. */
export interface Mechanism {
  /** `decisions/share`, or the id of a finding rule. */
  readonly id: string;
  /** Where it acts: while the service runs, or on each change in CI. */
  readonly kind: 'runtime' | 'ci';
  /** Path from the root of the repository and title of the test. */
  readonly test: { readonly file: string; readonly title: string };
}

/** Proof that people did what a control asks: a report, a review record. */
export interface Evidence {
  /** The control it is evidence of. */
  readonly control: string;
  /** When it was done, ISO 8601 UTC. */
  readonly at: string;
}
