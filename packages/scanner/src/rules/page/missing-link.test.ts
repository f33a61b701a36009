import { factsOf } from '../../testing/facts-of.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { missingLink } from './missing-link.ts';

const layout = (body: string, imports = ''): string =>
  `${imports}export default function Layout() {\n  return <html>${body}</html>;\n}`;
const path = 'apps/web/app/layout.tsx';

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
  ],
  valid: [
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
