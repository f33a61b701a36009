type Subject = { readonly id: string } | undefined;

/** Every route is under the policy, and a request is about whoever is signed in. */
export const guardedRoutes = {
  mode: 'enforce',
  subjectOf: (request: unknown): Subject => {
    const id = accountOf(request);
    return id === undefined ? undefined : { id };
  },
} as const;

function accountOf(request: unknown): string | undefined {
  const isSignedIn = typeof request === 'object' && request !== null && 'accountId' in request;
  return isSignedIn && typeof request.accountId === 'string' ? request.accountId : undefined;
}
