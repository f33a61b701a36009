import type { SourceFile } from '@troth/compiler';
import { settingsFile, type Identity } from './settings-file.ts';

/**
 * The smallest policy that is worth having: what is collected, what for, how long it is kept, when it
 * is gone. It compiles without a warning; paths are below the policy folder.
 */
export function starterPolicy(identity: Identity): readonly SourceFile[] {
  return [
    { path: 'policy.yaml', text: settingsFile(identity, ['privacy']) },
    { path: 'clauses/privacy.yaml', text: clauses },
    {
      path: 'vocabulary/categories.yaml',
      text: `categories:
  - { id: account, name: account information }
  - { id: account.email, name: e-mail address, in_code: [email, email_address] }
`,
    },
    {
      path: 'vocabulary/purposes.yaml',
      text: 'purposes:\n  - { id: provide-service, name: providing the service }\n',
    },
    {
      path: 'vocabulary/events.yaml',
      text: 'events:\n  - { id: account.closed, name: an account is closed, about: subject }\n',
    },
  ];
}

const clauses = `clauses:
  - { id: privacy.title, as: title, text: Privacy, informational: true, because: It is the page's name. }
  - id: privacy.collected
    text: We collect your e-mail address to provide the service, and keep it while your account is open.
    collect: { data: [account.email], from: data subject, for: [provide-service] }
    retain: { data: [account.email], while: account.active }
  - id: privacy.closed-account
    text: When you close your account, we delete it within {{ erase.within }}.
    erase: { data: all, after: account.closed, within: 14 days }
`;
