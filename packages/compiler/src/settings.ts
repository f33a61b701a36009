import { diagnostic, nearest, type Diagnostic } from '@troth/diagnostics';
import {
  readDocument,
  schemaOf,
  shapeOf,
  type Document,
  type JsonSchema,
  type SourceFile,
} from '@troth/language';
import { nameOf } from './bound-value.ts';
import type {
  AcknowledgedGap,
  Approvals,
  BoundValue,
  Contact,
  Controller,
  PageSettings,
  PolicyVersion,
} from './compiled-policy.ts';
import { keys } from './schema-words.ts';

/** `policy.yaml` as written. */
export interface RawSettings {
  readonly language: 1;
  readonly controller: {
    readonly name: string;
    readonly short: string;
    readonly aliases: readonly string[];
    readonly regions?: NonNullable<Controller['regions']>;
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
const email = { type: 'string', pattern: String.raw`^[^\s@]+@[^\s@]+\.[^\s@]+$` } as const;

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
      controller: keys(['name', 'short', 'aliases'], {
        name: text,
        short: text,
        aliases: texts,
        regions: {
          type: 'array',
          minItems: 1,
          items: keys(['region', 'name'], { region: text, name: text }),
        },
      }),
      contact: keys(['email'], {
        email,
        dpo: keys(['email'], { name: text, email }),
        representatives: {
          type: 'array',
          minItems: 1,
          items: keys(['region', 'name', 'email'], { region: text, name: text, email }),
        },
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

/** The shape of `policy.yaml`, as data. */
export const settingsSchema: JsonSchema = schemaOf(shape);

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
  const { name, short, aliases, regions } = raw.controller;
  return {
    controller: { name, shortName: short, aliases, ...(regions && { regions }) },
    contact: raw.contact,
    version: raw.version,
    noticeDays: raw.notice_days,
    approvals: raw.approvals,
    page: raw.page,
    acknowledgedGaps: raw.gaps ?? [],
  };
}

/** Regions of `policy.yaml` that the vocabulary does not know, and those it speaks of twice. */
export function badRegions(
  settings: Document<RawSettings>,
  known: readonly string[],
): readonly Diagnostic[] {
  const { controller, contact } = settings.value;
  return [
    ...badRegionsIn(settings, ['controller', 'regions'], controller.regions ?? [], known),
    ...badRegionsIn(settings, ['contact', 'representatives'], contact.representatives ?? [], known),
  ];
}

function badRegionsIn(
  settings: Document<RawSettings>,
  path: readonly string[],
  entries: readonly { readonly region: string }[],
  known: readonly string[],
): readonly Diagnostic[] {
  return entries.flatMap(({ region }, index) => {
    const at = settings.at(...path, index, 'region');
    const first = entries.findIndex((entry) => entry.region === region);
    if (first < index) {
      const related = settings.at(...path, first, 'region');
      return [diagnostic('policy/duplicate-id', at, `\`${region}\` stands twice`, { related })];
    }
    if (known.includes(region)) return [];
    const meant = nearest(region, known);
    const message = `\`${region}\` is not one of the regions of the vocabulary`;
    const help = meant === undefined ? {} : { help: `did you mean \`${meant}\`?` };
    return [diagnostic('policy/unknown-region', at, message, help)];
  });
}

/** Who else speaks and answers, as prose binds it: `controller.UK`, `contact.dpo.email`, `representative.EU.name`. */
export function contactBindings({
  controller,
  contact,
}: RawSettings): readonly (readonly [string, BoundValue])[] {
  const { dpo, representatives = [] } = contact;
  return [
    ...(controller.regions ?? []).map(
      ({ region, name }) => [`controller.${region}`, nameOf(name)] as const,
    ),
    ...(dpo ? [['contact.dpo.email', nameOf(dpo.email)] as const] : []),
    ...(dpo?.name === undefined ? [] : [['contact.dpo.name', nameOf(dpo.name)] as const]),
    ...representatives.flatMap(({ region, name, email: mailbox }) => [
      [`representative.${region}.name`, nameOf(name)] as const,
      [`representative.${region}.email`, nameOf(mailbox)] as const,
    ]),
  ];
}
