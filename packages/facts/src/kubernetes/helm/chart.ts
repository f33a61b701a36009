import type { Extraction, Extractor, Problem, SourceText } from '../../extraction.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/yaml-node.ts';
import type { YamlNode } from '../../yaml/yaml-node.ts';
import { readChartFile } from './chart-file.ts';

/** What a chart of Helm is made of and nobody judges: what its templates become, and charts from elsewhere. */
export const helmChart: Extractor = {
  name: 'chart of Helm',
  reads: (path) => /(^|\/)(Chart|requirements)\.yaml$/.test(path),
  extract: extractChart,
};

function extractChart(file: SourceText): Extraction {
  const { documents, problems, unread } = readChartFile(file);
  return { facts: [], problems, unread: [...unread, ...documents.flatMap(unreadOf)] };
}

function unreadOf(chart: YamlNode): readonly Problem[] {
  const name = nodeAt(chart, 'name');
  const message =
    'what the templates of this chart become is not judged: they are read as they stand, and what is filled in is unknown';
  const own =
    name === undefined || textAt(chart, 'version') === undefined ? [] : [{ at: name.at, message }];
  return [
    ...own,
    ...itemsAt(chart, 'dependencies').flatMap((one) => {
      const from = textAt(one, 'repository') ?? '';
      const isHere = from === '' || from.startsWith('file:');
      const called = textAt(one, 'name') ?? '';
      return isHere
        ? []
        : [
            {
              at: one.at,
              message: `the chart \`${called}\` from \`${shown(from)}\` is not judged: it is not here`,
            },
          ];
    }),
  ];
}

function shown(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//');
}
