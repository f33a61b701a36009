import type { CompiledPolicy } from '@troth/compiler';

import { factsOf } from '../../testing/facts-of.ts';
import { northwind } from '../../testing/policies.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { missingLink } from './missing-link.ts';

const layout = (body: string, imports = ''): string =>
  `${imports}export default function Layout() {\n  return <html>${body}</html>;\n}`;
const path = 'apps/web/app/layout.tsx';

const at = (page: string): CompiledPolicy => ({
  ...northwind,
  page: { ...northwind.page, path: page },
});

testExamples(missingLink);

testRule(missingLink, {
  invalid: [
    {
      code: layout('<a href="/terms">Terms</a>'),
      path,
      at: [1, 1],
      clause: 'collection.account',
      says: '`/privacy`',
    },
    { code: layout(''), path: 'pages/_app.tsx', at: [1, 1], clause: 'collection.account' },
    {
      code: 'a layout whose footer, in another file, links elsewhere',
      facts: [
        ...factsOf(layout('<Footer />', "import { Footer } from './footer';\n"), 'ts', path),
        ...factsOf(
          'export const Footer = () => <a href="/terms">Terms</a>;',
          'ts',
          'app/footer.tsx',
        ),
      ],
      at: [1, 1],
      clause: 'collection.account',
    },
    {
      // Only its last word makes a page elsewhere the same one, not the folder it stands in.
      code: layout('<a href="/legal/terms">Terms</a>'),
      policy: at('/legal/privacy'),
      path,
      at: [1, 1],
      clause: 'collection.account',
      says: '`/legal/privacy`',
    },
    {
      // A link anywhere is no link to a page without a name.
      code: layout('<a href="terms">Terms</a>'),
      policy: at('/policies/'),
      path,
      at: [1, 1],
      clause: 'collection.account',
    },
  ],
  valid: [
    {
      code: layout('<a href="https://shop.example/en/privacy">Privacy</a>'),
      policy: at('/legal/privacy'),
      path,
    },
    { code: layout('<a href="/policies/">Privacy</a>'), policy: at('/policies/'), path },
    {
      code: layout('<a href="/terms">Terms</a><a href="/privacy">Privacy</a>'),
      path,
    },
    { code: layout('<a href="/privacy">Privacy</a>'), path },
    { code: layout('<Link to={"https://shop.example/privacy-policy"} />'), path },
    {
      code: 'a layout whose footer, in another file, links to it',
      facts: [
        ...factsOf(layout('<Footer />', "import { Footer } from './footer';\n"), 'ts', path),
        ...factsOf("export const menu = [{ href: '/privacy' }];", 'ts', 'app/footer.tsx'),
      ],
    },
    { code: layout(''), path: 'app/dashboard/layout.tsx' },
    layout(''),
  ],
  notes: [{ code: layout('<Footer />', "import { Footer } from './footer';\n"), path, at: [1, 1] }],
});
