import type { Node } from 'oxc-parser';

import type { Fact } from '../facts.ts';
import type { Detector } from './detector.ts';
import { sinkOf } from './sinks.ts';

/** Where a package's client is made or started: who gets data later, though nothing is sent here. */
export const packageSetUps: Detector = {
  types: ['CallExpression', 'NewExpression'],
  detect: ({ node, scope }, file): readonly Fact[] => {
    const sink = sinkOf(node, scope);
    if (sink?.kind !== 'package' || !startsClient(node, sink)) return [];
    const { name, call } = sink;
    return [
      { kind: 'package', at: file.at(node), subject: `${name} ${call}`, name, how: 'set-up' },
    ];
  },
};

/** By `new`, by a word for starting, or by the package called as a function. */
function startsClient(
  node: Node,
  { name, call }: { readonly name: string; readonly call: string },
): boolean {
  const own = (name.split('/').at(-1) ?? name).toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return (
    node.type === 'NewExpression' ||
    /^(init|initialize|start|load|setup|configure|boot|register|create\w*Client)/.test(call) ||
    call.toLowerCase() === own
  );
}
