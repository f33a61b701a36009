import type { Node } from 'oxc-parser';

/** What an expression passes on as it is: never the test of a choice, nor what is only compared. */
export function partsOf(node: Node): readonly (Node | null)[] {
  switch (node.type) {
    case 'NewExpression':
      return node.arguments;
    case 'ArrayExpression':
      return node.elements;
    case 'TemplateLiteral':
      return node.expressions;
    case 'TaggedTemplateExpression':
      return node.quasi.expressions;
    case 'BinaryExpression':
      return node.operator === '+' ? [node.left, node.right] : [];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'LogicalExpression':
      return node.operator === '&&' ? [node.right] : [node.left, node.right];
    case 'AssignmentExpression':
      return [node.right];
    case 'SequenceExpression':
      return node.expressions.slice(-1);
    default:
      return partsOfElement(node);
  }
}

/** What is given to an element, `<Welcome name={user.name} />`. */
function partsOfElement(node: Node): readonly (Node | null)[] {
  switch (node.type) {
    case 'JSXElement':
      return [...node.openingElement.attributes, ...node.children];
    case 'JSXFragment':
      return node.children;
    case 'JSXAttribute':
      return node.value?.type === 'JSXExpressionContainer' ? [node.value] : [];
    case 'JSXSpreadAttribute':
      return [node.argument];
    case 'JSXExpressionContainer':
      return [node.expression];
    default:
      return [];
  }
}
