/** A call of a package. */
export interface PackageCall {
  /** The package. */
  readonly name: string;
  /** The last name of what is called, `init`. */
  readonly call: string;
  readonly isNew: boolean;
  /** A script that a page loaded, whose one function does everything: `gtag('event', …)`. */
  readonly isScript: boolean;
}

/** Whether a call makes or starts a package's client: by `new`, by a word for it, or as the package itself. */
export function startsClient({ name, call, isNew, isScript }: PackageCall): boolean {
  const own = (name.split('/').at(-1) ?? name).toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return (
    isNew ||
    /^(init|initialize|start|load|setup|configure|boot|register|create\w*Client)/.test(call) ||
    (!isScript && call.toLowerCase().replaceAll(/[^a-z0-9]/g, '') === own)
  );
}
