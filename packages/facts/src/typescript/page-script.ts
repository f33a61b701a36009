import type { Node } from 'oxc-parser';

import { bare } from './syntax.ts';

/**
 * Whether a file is a script of a page: it takes nothing in and gives nothing out, and uses the page as
 * soon as it runs. It runs in its reader's browser alone; what a component of a page does, a server may
 * do as well.
 */
export function isPageScript(program: Node): boolean {
  if (program.type !== 'Program') return false;
  const roots = program.body.flatMap(rootsOf);
  const isModule = program.body.some(({ type }) => /^(?:Import|Export|TSExport)/u.test(type));
  return (
    !isModule && !roots.some((root) => modules.test(root)) && roots.some((root) => pages.test(root))
  );
}

const pages = /^(?:window|document)$/u;
const modules = /^(?:require|module|exports|process)$/u;

/** The names that a statement of the file itself begins its expressions with. */
function rootsOf(statement: Node): readonly string[] {
  switch (statement.type) {
    case 'ExpressionStatement':
      return rootsIn(statement.expression);
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ init }) => (init === null ? [] : rootsIn(init)));
    default:
      return [];
  }
}

function rootsIn(expression: Node): readonly string[] {
  const node = bare(expression);
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'MemberExpression':
      return rootsIn(node.object);
    case 'AssignmentExpression':
      return [...rootsIn(node.left), ...rootsIn(node.right)];
    case 'CallExpression':
      return [node.callee, ...node.arguments].flatMap(rootsIn);
    default:
      return [];
  }
}
