import { diagnostic, type Diagnostic } from '@troth/diagnostics';
import { readDocument, shapeOf, type Document, type SourceFile } from '@troth/language';
import type {
  AcknowledgedGap,
  Approvals,
  Contact,
  Controller,
  PageSettings,
  PolicyVersion,
} from './compiled-policy.ts';
import { keys } from './verb.ts';

/** `policy.yaml` as written. */
export interface RawSettings {
  readonly language: 1;
  readonly controller: {
    readonly name: string;
    readonly short: string;
    readonly aliases: readonly string[];
  };
  readonly contact: Contact;
  readonly version: PolicyVersion;
  readonly notice_days: number;
  readonly approvals: Approvals;
  readonly page: PageSettings;
  readonly sections: readonly string[];
  readonly data_maps?: readonly string[];
  readonly gaps?: readonly AcknowledgedGap[];
}

const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text } as const;
const date = { type: 'string', format: 'date' } as const;
const id = { type: 'string', format: 'id' } as const;

const shape = shapeOf<RawSettings>(
  keys(
    [
      'language',
      'controller',
      'contact',
      'version',
      'notice_days',
      'approvals',
      'page',
      'sections',
    ],
    {
      language: { const: 1 },
      controller: keys(['name', 'short', 'aliases'], { name: text, short: text, aliases: texts }),
      contact: keys(['email'], {
        email: { type: 'string', pattern: String.raw`^[^\s@]+@[^\s@]+\.[^\s@]+$` },
      }),
      version: keys(['published', 'effective', 'reviewed'], {
        published: date,
        effective: date,
        reviewed: date,
      }),
      notice_days: { type: 'integer', minimum: 0, maximum: 730 },
      approvals: keys(['loosens', 'tightens'], { loosens: texts, tightens: texts }),
      page: keys(['path', 'status'], {
        path: { type: 'string', pattern: '^/' },
        status: { enum: ['internal', 'public'] },
      }),
      sections: { type: 'array', minItems: 1, items: text },
      data_maps: texts,
      gaps: {
        type: 'array',
        items: keys(['clause', 'because', 'until'], { clause: id, because: text, until: date }),
      },
    },
  ),
);

/** Reads `policy.yaml`: who speaks, since when, who approves, in which order the sections stand. */
export function readSettings(source: SourceFile): {
  readonly settings?: Document<RawSettings>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { document, diagnostics } = readDocument(source, shape);
  if (!document) return { diagnostics };
  const { published, effective } = document.value.version;
  if (effective >= published) return { settings: document, diagnostics };
  const early = diagnostic(
    'language/bad-value',
    document.at('version', 'effective'),
    `the version takes effect on ${effective}, before it is published`,
    {
      help: 'write a day on or after `published`',
    },
  );
  return { settings: document, diagnostics: [...diagnostics, early] };
}

/** Settings as the compiled policy holds them. */
export function settingsOf(raw: RawSettings): {
  readonly controller: Controller;
  readonly contact: Contact;
  readonly version: PolicyVersion;
  readonly noticeDays: number;
  readonly approvals: Approvals;
  readonly page: PageSettings;
  readonly acknowledgedGaps: readonly AcknowledgedGap[];
} {
  const { name, short, aliases } = raw.controller;
  return {
    controller: { name, shortName: short, aliases },
    contact: raw.contact,
    version: raw.version,
    noticeDays: raw.notice_days,
    approvals: raw.approvals,
    page: raw.page,
    acknowledgedGaps: raw.gaps ?? [],
  };
}
