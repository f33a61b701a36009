/** What has been announced, oldest first; an edition is sent as it stands here. */
export const editions = {
  'comparing-runs': {
    subject: 'Compare runs side by side',
    body: 'Two runs can now be compared metric by metric, on the page of either.',
  },
} as const;

export type EditionName = keyof typeof editions;

export function isEdition(name: unknown): name is EditionName {
  return typeof name === 'string' && Object.hasOwn(editions, name);
}
