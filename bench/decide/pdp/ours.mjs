// This engine as an adapter of a side-by-side whose rules are no privacy policy: permit or deny by category,
// purpose, service and recipient under conditions. Each rule becomes a permit or a block of the cells that it
// covers; tables, slots, verdicts and reasons are the engine's own. README.md says how to drop it in.
const { compileDecider } = await import(process.env.TROTH_DECISIONS ?? '@troth/decisions');

export const info = { name: 'ours', label: 'troth', pkg: null, clauses: 'all', cannot: 'nothing' };

export async function create(policy) {
  const compiled = compiledFrom(policy);
  const rules = indexed(policy.rules);
  const decider = compileDecider(compiled, (question) => cellOf(question, policy, rules));
  const now = new Date('2026-11-24T00:00:00Z');
  const free = { optOuts: [], restricted: false };
  const objecting = { optOuts: ['any'], restricted: false };
  // A decider keeps nothing of a request, so that one object serves all.
  const data = [''];
  const context = { product: '', aggregate: false, log: false };
  const request = {
    action: 'use',
    data,
    purpose: '',
    recipient: '',
    subject: { id: '', region: '' },
    context,
  };
  return {
    async: false,
    decide({ service, category, purpose, recipient, subject, ctx }) {
      data[0] = category;
      request.purpose = purpose;
      request.recipient = recipient;
      request.subject.region = subject.region;
      context.product = service;
      context.aggregate = ctx.aggregate;
      context.log = ctx.contract;
      const { effect, reasons } = decider.decide(request, subject.optedOut ? objecting : free, now);
      return { permit: effect === 'permit', clauses: reasons };
    },
  };
}

/** The words, and one clause a rule. */
function compiledFrom({ categories, purposes, recipients, rules }) {
  const parent = (id) => (id.includes('.') ? { parent: id.slice(0, id.lastIndexOf('.')) } : {});
  return {
    vocabulary: {
      categories: categories.map((id) => ({ id, name: id, ...parent(id) })),
      purposes: purposes.map((id) => ({ id, name: id })),
      recipients: recipients.map((id) => ({ id, name: id, role: 'processor' })),
      regions: ['EU', 'US', 'UK'].map((id) => ({ id, name: id, countries: [] })),
    },
    clauses: rules.map(({ id }) => ({ id, rules: [], exceptTo: [], narrows: [] })),
  };
}

function indexed(rules) {
  const byPair = new Map();
  rules.forEach((rule, clause) => {
    const key = `${rule.category}|${rule.purpose}`;
    if (!byPair.has(key)) byPair.set(key, []);
    byPair.get(key).push({ ...rule, clause });
  });
  return byPair;
}

const NOTHING = new Set();

function cellOf({ tables, category, purpose }, { recipients, categories }, byPair) {
  const covering = lineage(categories[category]).flatMap((above) =>
    lineage(purpose).flatMap((wider) => byPair.get(`${above}|${wider}`) ?? []),
  );
  const known = covering
    .filter(({ recipient }) => recipient === null || recipients.includes(recipient))
    .toSorted((a, b) => a.clause - b.clause)
    .map((rule) => ({ ...rule, when: conditionsOf(rule), ...numbered(rule.recipient, tables) }));
  return {
    open: known
      .filter(({ effect }) => effect === 'permit')
      .map(({ clause, when, recipient }) => {
        const permit = { clause, clauses: [clause], conditions: when, exceptTo: NOTHING };
        return recipient === null ? permit : { ...permit, recipient };
      }),
    blocks: known
      .filter(({ effect }) => effect === 'deny')
      .map(({ clause, when, recipient }) => {
        const block = { clause, when, because: 'a rule denies it' };
        return recipient === null ? block : { ...block, recipient };
      }),
    silent: [],
  };
}

function numbered(recipient, { recipients }) {
  return { recipient: recipient === null ? null : recipients.get(recipient) };
}

function conditionsOf({ when, service }) {
  return [...when.map(condition), ...(service === null ? [] : [ofService(service)])];
}

const FACTS = {
  optedOut: (_, state) => (state.optOuts.length > 0 ? 1 : 0),
  aggregate: ({ context }) => (context.aggregate ? 1 : 0),
  eu: ({ subject }) => (subject.region === 'EU' ? 1 : 0),
  contract: ({ context }) => (context.log ? 1 : 0),
};

/** A default deny names no clause there, so a condition that fails has none to name. */
function condition(means) {
  const name = means.replace('!', '');
  const wanted = name === means ? 1 : 0;
  const of = FACTS[name];
  return {
    means,
    clauses: [],
    because: `not ${means}`,
    judge: (request, state) => (of(request, state) === wanted ? 'holds' : 'fails'),
    turnsOn: { name, radix: 2, of },
  };
}

function ofService(service) {
  return {
    means: `service ${service}`,
    clauses: [],
    because: 'another service',
    judge: ({ context }) => (context.product === service ? 'holds' : 'fails'),
    turnsOn: { name: 'service', read: ({ context }) => context.product, words: [service] },
  };
}

/** Every ancestor of a dotted name, itself first. */
function lineage(name) {
  const all = [name];
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    all.push(name.slice(0, dot));
  }
  return all;
}
