import type { Node } from 'oxc-parser';

import type { Problem } from '../extraction.ts';
import type { ModelFact } from '../facts.ts';
import type { FileView } from '../typescript/detector.ts';
import type { Site } from '../typescript/scope.ts';
import { decoratedModel } from './decorated.ts';
import { drizzleModel } from './drizzle.ts';
import { mongooseModel } from './mongoose.ts';

/** Nodes that declare a table. */
export const modelTypes: readonly Node['type'][] = [
  'ClassDeclaration',
  'CallExpression',
  'NewExpression',
];

/** Tables that object mappers declare in code: classes, Drizzle's calls and Mongoose's schemas. */
export function ormModels(
  sites: readonly Site[],
  file: FileView,
): { readonly facts: readonly ModelFact[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const facts = sites.flatMap((site) => {
    switch (site.node.type) {
      case 'ClassDeclaration':
        return decoratedModel(site, file, problems);
      case 'CallExpression':
        return drizzleModel(site, file, problems);
      case 'NewExpression':
        return mongooseModel(site, { sites, file, problems });
      default:
        return [];
    }
  });
  return { facts, problems };
}
