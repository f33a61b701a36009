import type { Fact } from '../facts.ts';
import { startsClient } from '../flow/starts-client.ts';
import type { Detector } from './detector.ts';
import { getsNothing } from './kept-clients.ts';
import { packageOf } from './sinks.ts';

/** Where a package's client is made or started: who gets data later, though nothing is sent here. */
export const packageSetUps: Detector = {
  types: ['CallExpression', 'NewExpression'],
  detect: (site, file): readonly Fact[] => {
    const { node, scope } = site;
    const reached = packageOf(node, scope);
    if (
      reached === undefined ||
      !startsClient({ ...reached, isNew: node.type === 'NewExpression' })
    )
      return [];
    const { name, call } = reached;
    const gets = getsNothing(site, file) ? ({ gets: 'nothing' } as const) : {};
    const subject = `${name} ${call}`;
    return [{ kind: 'package', at: file.at(node), subject, name, how: 'set-up', ...gets }];
  },
};
