import type { DataSentFact } from '../facts.ts';
import type { FileView } from './detector.ts';
import type { Site } from './scope.ts';
import { enclosingName, subjectOf } from './detector.ts';
import { purposeOf } from './purpose.ts';
import { sentValues } from './sent-values.ts';
import { sinkName, sinkOf } from './sinks.ts';

/** Values that leave the program with a call: into a log, to a package, to a host. */
export const dataSent: { detect: (site: Site, file: FileView) => readonly DataSentFact[] } = {
  detect: (site, file): readonly DataSentFact[] => {
    const { node, scope } = site;
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
    if (node.arguments.length === 0) return [];
    const sink = sinkOf(node, scope);
    if (sink === undefined) return [];
    const values = node.arguments.flatMap((argument) => sentValues(argument, scope, file));
    if (values.length === 0) return [];
    const paths = values.map(({ path }) => path.join('.')).toSorted();
    const subject = subjectOf(sinkName(sink), enclosingName(site), paths.join(','));
    const purpose = purposeOf(site, file);
    return [
      {
        kind: 'data-sent',
        at: file.at(node),
        subject,
        sink,
        values,
        ...(purpose === undefined ? {} : { purpose }),
      },
    ];
  },
};
