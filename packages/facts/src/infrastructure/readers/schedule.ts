import type { ScheduleFact } from '../../facts.ts';
import { daysBetween } from '../../purges/cron.ts';
import type { ResourceReader } from '../reader.ts';
import { asText, settingOf, textOf } from '../settings.ts';
import type { Resource } from '../stack.ts';

/** Clocks that run a function or a task; what they run is known by their names. */
export const scheduleReader: ResourceReader = {
  types: [
    'aws_cloudwatch_event_rule',
    'aws_scheduler_schedule',
    'google_cloud_scheduler_job',
    'kubernetes_cron_job_v1',
    'kubernetes_cron_job',
  ],
  read: readSchedule,
};

function readSchedule(resource: Resource): readonly ScheduleFact[] {
  const { block, type, spelled, subject, address } = resource;
  const path = paths[type] ?? 'schedule';
  const setting = settingOf(block, path);
  if (setting.kind === 'absent') return [];
  const named = ['name', 'metadata.name', 'description'].flatMap((one) => textOf(block, one) ?? []);
  return [
    {
      kind: 'schedule',
      at: setting.at,
      subject: `${subject} ${path}`,
      resource: spelled,
      everyDays: daysBetween(asText(setting.value) ?? '') ?? 'unknown',
      words: [...named, address.split('.').at(-1) ?? ''],
    },
  ];
}

const paths: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_rule: 'schedule_expression',
  aws_scheduler_schedule: 'schedule_expression',
  kubernetes_cron_job_v1: 'spec.schedule',
  kubernetes_cron_job: 'spec.schedule',
};
