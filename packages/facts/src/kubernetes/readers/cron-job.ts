import { daysBetween } from '../../purges/cron.ts';
import { textAt } from '../../yaml/yaml-node.ts';
import { entryAt, placeOf, textOf } from '../resource.ts';
import type { ResourceReader } from '../resource.ts';
import { containersOf, wordsOf } from './containers.ts';

/** What a CronJob runs, and how often. */
export const cronJobReader: ResourceReader = {
  kinds: ['CronJob'],
  read: (resource) => {
    const schedule = entryAt(resource.node, 'spec', 'schedule');
    if (schedule === undefined) return [];
    const commands = containersOf(resource.node).flatMap((container) =>
      wordsOf(container).map(({ text }) => text),
    );
    return [
      {
        kind: 'schedule',
        ...placeOf(resource, 'spec.schedule', schedule.at),
        resource: resource.kind,
        everyDays: daysBetween(textOf(schedule) ?? '') ?? 'unknown',
        words: [textAt(resource.node, 'metadata', 'name') ?? '', ...commands],
      },
    ];
  },
};
