/** What each file is for: the title and description of its schema. */
export const fileDescriptions: Readonly<Record<string, readonly [title: string, what: string]>> = {
  policy: [
    'policy.yaml',
    'Who speaks, since when, who agrees to a change, and the order of the page.',
  ],
  clauses: [
    'A section of the policy',
    'One file of clauses/: the clauses of one section, in page order.',
  ],
  categories: [
    'vocabulary/categories.yaml',
    'What data there is. account.email is a part of account.',
  ],
  purposes: ['vocabulary/purposes.yaml', 'What data may be used for.'],
  recipients: ['vocabulary/recipients.yaml', 'Who receives data, and how programs reach them.'],
  events: ['vocabulary/events.yaml', 'What can happen that starts a clock or a right.'],
  regions: ['vocabulary/regions.yaml', 'Regions the policy speaks of, as lists of countries.'],
  obligations: [
    'vocabulary/obligations.yaml',
    'Laws that make us keep a record beyond an erasure.',
  ],
  translation: [
    'translations/LANGUAGE.yaml',
    'The words of one other language; the policy itself binds.',
  ],
  'data-map': ['A data map', 'Where one application keeps each category of data.'],
};

/** What a key means: by its path, else by its last two keys, else by its name alone. */
export function descriptionOf(path: readonly string[]): string | undefined {
  const candidates = [path.join('.'), path.slice(-2).join('.'), path.at(-1) ?? ''];
  return candidates.map((each) => descriptions.get(each)).find((each) => each !== undefined);
}

const descriptions = new Map(
  `
language | version of the policy language
controller | who answers for the data
controller.name | legal name, as in a contract
controller.short | name used in sentences
controller.aliases | what the text calls the company: we, us
controller.regions | the controller of a region, where it is another company
contact | where readers write to
contact.email | address for questions and requests
contact.dpo | the data protection officer
contact.representatives | representatives in regions where the company has no seat
version | dates of this version, each YYYY-MM-DD
version.published | day this version was published
version.effective | day from which it binds; not before published
version.reviewed | day somebody last read all of it
notice_days | days between announcing a loosening and its effect
approvals | roles that agree to a change before it is merged
approvals.loosens | roles that approve a change which promises less
approvals.tightens | roles that approve a change which promises more
page | where and how the page is shown
page.path | path of the page on the site
page.status | public: readers see what is enforced; internal: only we do
policy.sections | names of the files in clauses/, in page order
data_maps | folders of the data maps of the governed applications
gaps | promises that nothing keeps yet and that somebody has answered for
gaps.clause | id of the clause
gaps.because | why nothing keeps it yet
gaps.until | last day on which this answer counts
clauses.title | heading of the section on the page
clauses.clauses | the clauses in page order
clauses.id | stable name of the clause, such as retention.closed-account; anchors and findings use it
as | title: this clause is the name of the page
join | runs on in the paragraph of the clause before
lead | words set before the sentence, such as "Usage data:"
clauses.text | the sentence, with bindings such as {{ erase.within }} in place of values
summary | the sentence in plainer words
informational | the clause promises nothing that a machine could check
clauses.because | why there is no rule
todo | day by which the clause has its rule; a gap until then
exceptTo | clauses this one is an exception to
narrows | clauses this one makes narrower
formerly | ids this clause had before; their anchors go on working
data | categories from vocabulary/categories.yaml, or all
except | categories left out
name | name as readers see it
email | e-mail address
region | id from vocabulary/regions.yaml
id | stable name: lower-case words joined by . and -
categories | the data categories
parent | category this one is a part of, where the id does not say it
sensitivity | ordinary, sensitive or secret
in_code | names that fields of it have in programs and schemas
dpv | term of the W3C Data Privacy Vocabulary
purposes | the purposes
recipients | the recipients
role | processor, controller, joint-controller or buyer
service | what it does for us
country | two-letter code of the country
countries | two-letter codes of countries
hosts | host names by which programs reach it
packages | packages by which programs reach it
infrastructure | providers of infrastructure that stand for it
recipients.contract | the contract on file
signed | day of signature
expires | day or time after which it ends
document | name of the document on file
transfer | what a transfer to its country rests on
mechanism | adequacy, standard clauses, binding rules or another safeguard
events | the events
about | subject, item or consent: whom or what the event is about
regions | the regions
obligations | the legal obligations
law | the paragraph
obligations.data | categories of the record
period | how long the law demands the record
translation.note | told to readers of the translation: what it is, and which text binds
translation.sections | headings of the sections
sections.title | the heading in this language
of | the wording that was translated; troth check names the one that stands now
translation.clauses | sentences by the id of their clause
translation.words | names of the vocabulary and words in lists
words.word | as the policy says it
words.as | as this language says it
application | id of the application
stores | where the application keeps data
stores.id | id of the store
kind | database, bucket, log or processor
schema | path of the annotated schema
bucket | name of the bucket
objects | which objects hold which data
prefix | start of the object's name; holds {subject}
keys | column that lists the objects: store.table.column
stores.expires | how long lines of the log are kept
stores.recipient | id from vocabulary/recipients.yaml
reference | column with the processor's own id of the person
`
    .trim()
    .split('\n')
    .map((row): readonly [string, string] => {
      const [key = '', what = ''] = row.split(' | ');
      return [key, what];
    }),
);
