/**
 * `render(policy, true)` says nothing at the call. An exported function takes a word of a union
 * instead, or is two functions. A predicate that only passes a boolean on has the same trouble.
 */
export default {
  meta: {
    type: 'suggestion',
    docs: { description: 'An exported function has no boolean parameter.' },
    messages: {
      flag: '`{{name}}` is a flag: take a word of a union, an options object, or make two functions.',
    },
  },
  create(context) {
    const check = (node) => {
      for (const parameter of flagsOf(node)) {
        const name = nameOf(parameter);
        context.report({ node: parameter, messageId: 'flag', data: { name } });
      }
    };
    return {
      ExportNamedDeclaration: (node) => exportedFunctions(node.declaration).forEach(check),
      ExportDefaultDeclaration: (node) => exportedFunctions(node.declaration).forEach(check),
    };
  },
};

function exportedFunctions(declaration) {
  switch (declaration?.type) {
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      return [declaration];
    case 'VariableDeclaration':
      return declaration.declarations.map((each) => each.init).filter(isFunction);
    case 'ClassDeclaration':
      return declaration.body.body
        .filter((member) => member.type === 'MethodDefinition' && !isPrivate(member))
        .map((member) => member.value);
    default:
      return [];
  }
}

function isFunction(node) {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';
}

function isPrivate(member) {
  return member.key.type === 'PrivateIdentifier' || member.accessibility === 'private';
}

function flagsOf(node) {
  return node.params.filter((parameter) => {
    if (parameter.type === 'AssignmentPattern') {
      return isBoolean(parameter.left.typeAnnotation) || typeof parameter.right.value === 'boolean';
    }
    return isBoolean(parameter.typeAnnotation);
  });
}

function isBoolean(annotation) {
  const type = annotation?.typeAnnotation;
  if (type?.type === 'TSBooleanKeyword') return true;
  return (
    type?.type === 'TSUnionType' && type.types.some((each) => each.type === 'TSBooleanKeyword')
  );
}

function nameOf(parameter) {
  if (parameter.type === 'AssignmentPattern') return nameOf(parameter.left);
  return parameter.name ?? 'a parameter';
}
