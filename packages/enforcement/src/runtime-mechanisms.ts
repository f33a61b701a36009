import type { Mechanism } from './mechanism.ts';

const decisions = 'packages/decisions/src/decision-table.test.ts';
const asked = 'apps/service/src/decisions/decisions.test.ts';
const choices = 'apps/service/src/consents/consents.test.ts';
const erasures = 'apps/service/src/erasures/erasures.test.ts';

/** What the running service keeps, each with the test that proves it. */
export const runtimeMechanisms: readonly Mechanism[] = [
  runtime('decisions/collect', decisions, 'collecting for a purpose nobody names'),
  runtime('decisions/use', decisions, 'drafts serve no other purpose'),
  runtime('decisions/never', decisions, 'storing a whole card holds its number too'),
  runtime('decisions/share', decisions, 'sharing what the recipient is not listed for'),
  runtime('decisions/disclose', decisions, 'a disclosure without a record'),
  runtime('decisions/access', decisions, 'a person with one factor twice'),
  runtime('decisions/opt-out', asked, 'an objection counts from the moment its event is accepted'),
  runtime('decisions/restriction', decisions, 'restricted data is not used'),
  runtime('requests/restrict', choices, 'a restriction refuses every use until it is lifted'),
  runtime(
    'consents/browser-signal',
    choices,
    'is an objection where a clause says that it is one, and the world is told',
  ),
  runtime(
    'guard/queries',
    'examples/platform/src/governance/guarded.test.ts',
    'a query for a purpose that the policy does not give the data for is refused, by its clause',
  ),
  runtime(
    'guard/egress',
    'packages/guard/src/egress/clients.test.ts',
    'once installed, nothing undeclared leaves through',
  ),
  runtime(
    'envelope/fields',
    'packages/envelope/src/prisma/encrypted-fields.test.ts',
    'plain text is refused by the database, whoever writes it, and found by the probe',
  ),
  runtime(
    'erasures/schedule',
    erasures,
    'closing an account promises its erasure within 90 days, and work starts after 72',
  ),
  runtime(
    'erasures/run',
    erasures,
    'a due erasure takes the subject from every store, leaves others alone, and names what the law keeps',
  ),
  runtime(
    'erasures/retained',
    erasures,
    'what the law kept is erased when the law no longer asks for it',
  ),
  runtime(
    'erasures/receipt',
    erasures,
    'is signed with the published key and names the subject by pseudonym only',
  ),
  runtime(
    'service/scopes',
    'apps/service/src/auth/auth.test.ts',
    'nobody can give a scope they lack',
  ),
  runtime(
    'service/tls-floor',
    'apps/service/src/tls.test.ts',
    'a listener offers what the policy declares and refuses anything older',
  ),
];

function runtime(id: string, file: string, title: string): Mechanism {
  return { id, kind: 'runtime', test: { file, title } };
}
