/** Names that say where something was put down, not what it is. */
const emptyWords = ['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'misc'];

/** Suffixes that name a habit. `processor` is not among them: in this field it is a company, and has connectors. */
const emptyRoles = ['manager', 'handler'];

export default {
  meta: {
    type: 'suggestion',
    docs: { description: 'A file or folder is named for what it holds.' },
    messages: {
      word: '`{{name}}` says nothing about what is inside: name it for what it holds.',
      index: 'Only the entry of a package, `src/index.ts`, is called index.',
    },
  },
  create(context) {
    return {
      Program: (node) => {
        const name = emptyNameIn(context.filename);
        if (name !== undefined) context.report({ node, messageId: 'word', data: { name } });
        if (isSecondIndex(context.filename)) context.report({ node, messageId: 'index' });
      },
    };
  },
};

/** Only what stands below a workspace's own folder: the checkout may lie anywhere. */
function emptyNameIn(path) {
  const inside = /(?:^|\/)(?:apps|packages|examples|bench|tools)\/(.+)$/.exec(slashed(path))?.[1];
  return inside
    ?.split('/')
    .map((part) => part.replace(/(?:\.[a-z]+)+$/, ''))
    .find((part) => emptyWords.includes(part) || emptyRoles.includes(part.split('-').at(-1)));
}

function isSecondIndex(path) {
  const file = slashed(path);
  if (!/\/index\.[cm]?[jt]s$/.test(file)) return false;
  return !/(?:^|\/)(?:apps|packages)\/[^/]+\/src\/index\.ts$/.test(file);
}

function slashed(path) {
  return path.replaceAll('\\', '/');
}
