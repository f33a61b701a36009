import type { Node } from 'oxc-parser';

import type { Fact } from '../facts.ts';
import type { Detector } from './detector.ts';
import { moduleName } from './modules.ts';
import { calleeName, childrenOf } from './syntax.ts';

/** Packages that the file loads when it runs; types alone load nothing. */
export const packageImports: Detector = {
  types: [
    ...(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration'] as const),
    ...(['ImportExpression', 'CallExpression', 'TSImportEqualsDeclaration'] as const),
  ],
  detect: ({ node }, file): readonly Fact[] => {
    const source = loadedModule(node);
    if (source?.type !== 'Literal' || typeof source.value !== 'string') return [];
    const module = moduleName(source.value);
    if (module.kind !== 'package') return [];
    const { name } = module;
    return [{ kind: 'package', at: file.at(source), subject: name, name, how: 'import' }];
  },
};

function loadedModule(node: Node): Node | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return node.importKind === 'type' || isTypeOnly(node) ? undefined : node.source;
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return node.exportKind === 'type' ? undefined : (node.source ?? undefined);
    case 'ImportExpression':
      return node.source;
    case 'TSImportEqualsDeclaration':
      return childrenOf(node.moduleReference).at(0);
    case 'CallExpression':
      return calleeName(node.callee) === 'require' ? node.arguments[0] : undefined;
    default:
      return undefined;
  }
}

function isTypeOnly(node: Node): boolean {
  if (node.type !== 'ImportDeclaration' || node.specifiers.length === 0) return false;
  return node.specifiers.every(
    (specifier) => specifier.type === 'ImportSpecifier' && specifier.importKind === 'type',
  );
}
