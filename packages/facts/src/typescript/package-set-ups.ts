import type { Fact } from '../facts.ts';
import { startsClient } from '../flow/starts-client.ts';
import type { Detector } from './detector.ts';
import { packageOf } from './sinks.ts';

/** Where a package's client is made or started: who gets data later, though nothing is sent here. */
export const packageSetUps: Detector = {
  types: ['CallExpression', 'NewExpression'],
  detect: ({ node, scope }, file): readonly Fact[] => {
    const reached = packageOf(node, scope);
    if (
      reached === undefined ||
      !startsClient({ ...reached, isNew: node.type === 'NewExpression' })
    )
      return [];
    const { name, call } = reached;
    return [
      { kind: 'package', at: file.at(node), subject: `${name} ${call}`, name, how: 'set-up' },
    ];
  },
};
