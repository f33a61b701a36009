import type { Known, RetentionFact } from '../../facts.ts';
import type { ResourceReader } from '../reader.ts';
import { asText, blocksAt, settingOf, textOf } from '../settings.ts';
import type { Setting } from '../settings.ts';
import type { Resource } from '../stack.ts';
import type { Block } from '../syntax.ts';
import { retentionTable } from '../tables/retention.ts';
import type { Window } from '../tables/retention.ts';

/** Windows that are one attribute: logs, backups, messages. Buckets have a reader of their own. */
export const retentionReader: ResourceReader = {
  types: retentionTable.flatMap(({ types }) => types),
  read: readWindows,
};

function readWindows(resource: Resource): readonly RetentionFact[] {
  return retentionTable
    .filter(({ types }) => types.includes(resource.type))
    .filter(({ where = {} }) =>
      Object.entries(where).every(([path, text]) => textOf(resource.block, path) === text),
    )
    .flatMap((window) =>
      (window.each === undefined
        ? [resource.block]
        : blocksAt(resource.block, window.each)
      ).flatMap((block) => readWindow(block, window, resource)),
    );
}

function readWindow(block: Block, window: Window, resource: Resource): readonly RetentionFact[] {
  const flag = window.unless === undefined ? undefined : settingOf(block, window.unless);
  const isOff = flag?.kind === 'value' && asText(flag.value) === 'false';
  const setting = flag !== undefined && isOff ? flag : settingOf(block, window.path);
  const days = isOff ? 'never' : daysOf(setting, window);
  if (days === 'silent' || (setting.kind === 'absent' && !resource.isWhole)) return [];
  const store = window.name === undefined ? undefined : textOf(resource.block, window.name);
  return [
    {
      kind: 'retention',
      at: setting.at,
      subject: `${resource.subject} ${window.path}`,
      resource: resource.spelled,
      what: window.what,
      days,
      ...(store === undefined ? {} : { store }),
    },
  ];
}

/** `604800`, `604800s`; `off` keeps for ever, as zero does where zero means so. */
function daysOf(setting: Setting, window: Window): Known<number | 'never' | 'silent'> {
  if (setting.kind === 'absent') return window.absent;
  const text = asText(setting.value)?.toLowerCase();
  if (window.zero === 'never' && text === 'off') return 'never';
  if (text === 'on') return 'silent';
  const amount = Number(text?.replace(/s$/u, '') ?? Number.NaN);
  if (!Number.isFinite(amount)) return 'unknown';
  return amount === 0 ? window.zero : amount / (window.perDay ?? 1);
}
