/**
 * A date made where it is used cannot be tested: `new Date()`, `new Date(undefined)` and `Date()`
 * read the clock. `Date.now` is refused by the stock rule `no-restricted-properties`.
 */
export default {
  meta: {
    type: 'problem',
    docs: { description: 'Time is a parameter: no date is made from the clock.' },
    messages: { clock: 'This reads the clock: take `now: Date` as a parameter.' },
  },
  create(context) {
    const report = (node) => context.report({ node, messageId: 'clock' });
    return {
      NewExpression: (node) => {
        if (isDate(node.callee) && readsClock(node.arguments)) report(node);
      },
      CallExpression: (node) => {
        if (isDate(node.callee)) report(node);
      },
    };
  },
};

function isDate(callee) {
  if (callee.type === 'Identifier') return callee.name === 'Date';
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'globalThis' &&
    callee.property.name === 'Date'
  );
}

function readsClock(args) {
  const [first] = args;
  if (first === undefined) return true;
  return args.length === 1 && first.type === 'Identifier' && first.name === 'undefined';
}
