/**
 * Every code a diagnostic can carry: its severity, what went wrong in general, and what to type.
 * A code, once released, never changes its meaning.
 */
export const codes = {
  'files/empty-policy': {
    severity: 'error',
    title: 'There is no policy here.',
    help: 'name the folder that holds `policy.yaml` with `--policy DIR`',
  },
  'files/unreadable': {
    severity: 'error',
    title: 'A file of the policy cannot be read.',
    help: 'make it a regular UTF-8 text file inside the policy folder',
  },
  'files/too-large': {
    severity: 'error',
    title: 'A file of the policy is larger than 4 MiB.',
    help: 'split the file',
  },
  'files/outside': {
    severity: 'error',
    title: 'A link leads out of the policy folder.',
    help: 'replace the link by the file itself',
  },
  'files/unknown-file': {
    severity: 'error',
    title: 'A file stands where the language knows none.',
    help: 'move it to `clauses/`, `vocabulary/`, `translations/`, `tests/` or `published/`, or delete it',
  },
  'yaml/syntax': {
    severity: 'error',
    title: 'The file is not valid YAML.',
    help: 'look at the quotes and the indentation of this line; put text that holds `: ` or starts with `{` in double quotes',
  },
  'yaml/not-text': {
    severity: 'error',
    title: 'A value holds half a character, which no text can.',
    help: 'type the value again',
  },
  'yaml/conflict-marker': {
    severity: 'error',
    title: 'A merge conflict was left in the file.',
    help: 'choose one side and delete the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`',
  },
  'yaml/duplicate-key': {
    severity: 'error',
    title: 'The same key stands twice.',
    help: 'delete one of the two',
  },
  'yaml/alias': {
    severity: 'error',
    title: 'Anchors and aliases are not part of the policy language.',
    help: 'write the value out',
  },
  'yaml/tag': {
    severity: 'error',
    title: 'YAML tags are not part of the policy language.',
    help: 'delete the tag',
  },
  'yaml/empty': {
    severity: 'error',
    title: 'The file says nothing.',
    help: 'delete the file or fill it',
  },
  'yaml/several-documents': {
    severity: 'error',
    title: 'The file holds several YAML documents.',
    help: 'delete the `---` lines or split the file',
  },
  'yaml/bad-key': {
    severity: 'error',
    title: 'A key is not plain text.',
    help: 'write the key as a word',
  },
  'yaml/too-deep': {
    severity: 'error',
    title: 'The file nests too deeply.',
    help: 'flatten it: no file of a policy needs more than a few levels',
  },
  'language/unknown-key': {
    severity: 'error',
    title: 'The language has no such key here.',
    help: 'correct the spelling or delete the line',
  },
  'language/missing-key': {
    severity: 'error',
    title: 'A key that must be here is missing.',
    help: 'add the key',
  },
  'language/wrong-type': {
    severity: 'error',
    title: 'The value has the wrong form.',
    help: 'write the form that the message names',
  },
  'language/bad-value': {
    severity: 'error',
    title: 'The value is none of those allowed here.',
    help: 'write one of the values that the message names',
  },
  'language/bad-id': {
    severity: 'error',
    title: 'An id is malformed.',
    help: 'write lower-case words joined by `.` and `-`, such as `retention.deleted-items`',
  },
  'language/bad-duration': {
    severity: 'error',
    title: 'Not a duration.',
    help: 'write a number and a unit, such as `30 days`',
  },
  'language/bad-date': {
    severity: 'error',
    title: 'Not a date.',
    help: 'write year, month and day, such as `2026-03-01`',
  },
  'language/bad-tls-version': {
    severity: 'error',
    title: 'Not a version of TLS.',
    help: 'write `TLS 1.3` or `TLS 1.2`',
  },
  'language/bad-cipher': {
    severity: 'error',
    title: 'Not a cipher the language knows.',
    help: 'write `AES-256`, `AES-192` or `AES-128`',
  },
  'language/too-many': {
    severity: 'error',
    title: 'More is wrong in one file than anybody can read.',
    help: 'mend what is shown, and check again',
  },
  'policy/duplicate-id': {
    severity: 'error',
    title: 'Two things have the same id.',
    help: 'give one of them another id',
  },
  'policy/unknown-category': {
    severity: 'error',
    title: 'The vocabulary has no such data category.',
    help: 'correct the id or add it to `vocabulary/categories.yaml`',
  },
  'policy/unknown-purpose': {
    severity: 'error',
    title: 'The vocabulary has no such purpose.',
    help: 'correct the id or add it to `vocabulary/purposes.yaml`',
  },
  'policy/unknown-recipient': {
    severity: 'error',
    title: 'The vocabulary has no such recipient.',
    help: 'correct the id or add it to `vocabulary/recipients.yaml`',
  },
  'policy/unknown-event': {
    severity: 'error',
    title: 'The vocabulary has no such event.',
    help: 'correct the id or add it to `vocabulary/events.yaml`',
  },
  'policy/unknown-region': {
    severity: 'error',
    title: 'The vocabulary has no such region.',
    help: 'correct the id or add it to `vocabulary/regions.yaml`',
  },
  'policy/unknown-obligation': {
    severity: 'error',
    title: 'The vocabulary has no such legal obligation.',
    help: 'correct the id or add it to `vocabulary/obligations.yaml`',
  },
  'policy/unknown-clause': {
    severity: 'error',
    title: 'There is no clause of that id.',
    help: 'correct the id',
  },
  'policy/unknown-section': {
    severity: 'error',
    title: 'The order of sections and the files do not agree.',
    help: 'name each file of `clauses/` once under `sections:` in `policy.yaml`',
  },
  'policy/category-cycle': {
    severity: 'error',
    title: 'A data category is its own ancestor.',
    help: 'delete one of the `parent:` lines',
  },
  'policy/no-rule': {
    severity: 'error',
    title: 'A clause says nothing a machine can check.',
    help: 'add a rule, or `informational: true` with `because:`, or `todo:` with a date',
  },
  'policy/two-kinds': {
    severity: 'error',
    title: 'A clause is said to have no rule, and has one.',
    help: 'delete the rule or the `informational:`/`todo:` line',
  },
  'policy/overlap': {
    severity: 'error',
    title: 'A clause permits what another one refuses.',
    help: 'narrow one of the two, or name the other under `exceptTo:`',
  },
  'policy/two-windows': {
    severity: 'error',
    title: 'Two windows stand for the same data and event.',
    help: 'keep one of the two',
  },
  'policy/uncollected': {
    severity: 'hint',
    title: 'A category is used, and no clause says that it is collected.',
    help: 'ask legal: which clause collects it?',
  },
  'policy/no-retention': {
    severity: 'hint',
    title: 'A category is collected, and no clause says how long it is kept.',
    help: 'ask legal: how long is it kept while the account is active?',
  },
  'policy/no-purpose': {
    severity: 'hint',
    title: 'A category is collected, and no clause says what for.',
    help: 'ask legal: for which purpose is it collected?',
  },
  'policy/below-floor': {
    severity: 'error',
    title: 'A clause erases early what another one keeps.',
    help: 'take the data out of one of the two, or erase it after an event that ends the account',
  },
  'policy/unused-purpose': {
    severity: 'hint',
    title: 'A purpose stands in the vocabulary, and no clause uses it.',
    help: 'ask legal: which sentence states this purpose? Delete it if none should',
  },
  'policy/unused-recipient': {
    severity: 'hint',
    title: 'A recipient stands in the vocabulary, and no clause names it.',
    help: 'ask legal: who receives data from us and why? Delete it if nobody should',
  },
  'policy/unnamed-recipient': {
    severity: 'hint',
    title: 'A recipient is described and not named.',
    help: 'ask legal: should readers learn its name (GDPR art. 13(1)(e))?',
  },
  'policy/special-data': {
    severity: 'hint',
    title: 'Data of a special category is used on a basis that does not carry it by itself.',
    help: 'ask legal: which exception of GDPR art. 9(2) permits it? With a consent, write `basis: consent`',
  },
  'policy/right-without-deadline': {
    severity: 'hint',
    title: 'A right names no time for the answer.',
    help: 'ask legal: by when is a request answered (GDPR art. 12(3): one month)? Bind it as `{{ grant.within }}`',
  },
  'policy/slower-than-statute': {
    severity: 'hint',
    title: 'Closing an account erases more slowly than a request for erasure must be answered.',
    help: 'ask legal: is closing an account a request for erasure (GDPR art. 12(3), 17)? Then one month holds, unless extended with notice',
  },
  'policy/statute': {
    severity: 'hint',
    title: 'A statute asks a notice to say something that this one does not seem to say.',
    help: 'for legal to judge: a hint, and no advice',
  },
  'policy/weasel-word': {
    severity: 'hint',
    title: 'A word promises less than it seems to.',
    help: 'ask legal: can the sentence say exactly what is meant?',
  },
  'binding/malformed': {
    severity: 'error',
    title: 'A binding is malformed.',
    help: 'write `{{ erase.within }}`: a path, and nothing else, between two pairs of braces',
  },
  'binding/unknown': {
    severity: 'error',
    title: 'A binding leads to nothing.',
    help: "bind to a value of this clause's own rule, such as `{{ erase.within }}`, or to `controller`, `contact` or `version`",
  },
  'binding/unbound-literal': {
    severity: 'error',
    title: 'A value stands in prose without being bound to the rule that keeps it.',
    help: 'put it into the rule and write the binding in its place, such as `{{ erase.within }}`',
  },
  'translation/unknown-language': {
    severity: 'error',
    title: 'A translation is in a language that the page has no words in.',
    help: 'call the file after a language of the page, such as `de.yaml`',
  },
  'translation/lost-binding': {
    severity: 'error',
    title: 'A translation leaves out a value that the sentence says.',
    help: 'add the binding where the sentence says the value',
  },
  'translation/extra-part': {
    severity: 'error',
    title: 'A translation has a part that the clause has not.',
    help: 'delete the line',
  },
  'translation/stale': {
    severity: 'warning',
    title: 'A sentence was changed after it was translated; the page shows the sentence itself.',
    help: 'translate it as it stands now, and write the `of:` that the message names',
  },
  'translation/missing': {
    severity: 'warning',
    title: 'Something is not translated; the page shows it in the language of the policy.',
    help: 'add an entry to the translation',
  },
  'map/unknown-store': {
    severity: 'error',
    title: 'A data map speaks of a store it does not declare.',
    help: 'declare the store or correct the id',
  },
  'map/unknown-column': {
    severity: 'error',
    title: 'A data map speaks of a table or column the schema lacks.',
    help: 'correct the name as the database spells it',
  },
  'map/bad-prefix': {
    severity: 'error',
    title: 'A prefix does not name one data subject alone.',
    help: 'write a prefix that holds `{subject}` and ends in `/`, such as `accounts/{subject}/`',
  },
  'map/missing-schema': {
    severity: 'error',
    title: 'The schema a data map names is not there.',
    help: "correct the path; it is read from the application's folder",
  },
  'bundle/bad-signature': {
    severity: 'error',
    title: 'The bundle is not signed by the key it must be signed by.',
    help: 'make the bundle again with `troth bundle`, or correct the key',
  },
  'bundle/malformed': {
    severity: 'error',
    title: 'The bundle cannot be read.',
    help: 'make the bundle again with `troth bundle`',
  },
  'published/altered': {
    severity: 'error',
    title: 'A published version is not what was signed.',
    help: 'restore the file as git has it: a published version never changes, a later one supersedes it; a text from before is recorded with `troth publish --legacy`',
  },
  'waivers/bad-waiver': {
    severity: 'error',
    title: 'A waiver is incomplete.',
    help: 'an exception needs a reason, an owner, an approver and an expiry; a false positive a fingerprint and a reason',
  },
  'waivers/expired': {
    severity: 'warning',
    title: 'A waiver has expired.',
    help: 'mend the code, or have the exception approved again with a later expiry',
  },
  'tests/bad-test': {
    severity: 'error',
    title: 'A policy test is malformed.',
    help: 'write `name:`, `when:` and `then:` as the guide for policy tests shows',
  },
  'tests/failed': {
    severity: 'error',
    title: 'A policy test does not hold.',
    help: 'change the policy back, or the test if the promise itself has changed',
  },
} as const;

export type Code = keyof typeof codes;
