import { idSchema } from '../problems/schemas.ts';

export interface BundleQuery {
  /** Hash, or date of publication, of the version that a subject has accepted. */
  readonly version?: string;
}

export const bundleQuerySchema = {
  type: 'object',
  additionalProperties: false,
  properties: { version: idSchema } satisfies Record<keyof BundleQuery, object>,
};
