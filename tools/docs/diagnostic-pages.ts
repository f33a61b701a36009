import { codes } from '@troth/diagnostics';

/** One page for each area of the catalogue (`policy/…`), each code a heading of its own. */
export function diagnosticPages(): readonly { readonly path: string; readonly text: string }[] {
  const areas = Map.groupBy(Object.entries(codes), ([code]) => code.split('/', 1).join(''));
  const pages = [...areas].map(([area, entries]) => ({
    path: `${area}.md`,
    text:
      [`# ${area}`, ...entries.map(([code, entry]) => section(code, entry))].join('\n\n') + '\n',
  }));
  const links = [...areas.keys()].map((area) => `- [${area}](${area}.md)`);
  const index = ['# Diagnostics', notice, links.join('\n')].join('\n\n') + '\n';
  return [{ path: 'README.md', text: index }, ...pages];
}

const notice =
  'What `troth check` can say, and what to type. Written by `npm run docs` from the catalogue in `packages/diagnostics`.';

function section(
  code: string,
  entry: { readonly severity: string; readonly title: string; readonly help: string },
): string {
  return [`## ${code}`, `${entry.title} (${entry.severity})`, `Help: ${entry.help}.`].join('\n\n');
}
