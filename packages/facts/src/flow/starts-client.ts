/** A call of a package. */
export interface PackageCall {
  /** The package. */
  readonly name: string;
  /** The last name of what is called, `init`. */
  readonly call: string;
  readonly isNew: boolean;
}

/** Whether a call makes or starts a package's client: by `new`, by a word for it, or as the package itself. */
export function startsClient({ name, call, isNew }: PackageCall): boolean {
  const own = (name.split('/').at(-1) ?? name).toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return (
    isNew ||
    /^(init|initialize|start|load|setup|configure|boot|register|create\w*Client)/.test(call) ||
    call.toLowerCase().replaceAll(/[^a-z0-9]/g, '') === own
  );
}
