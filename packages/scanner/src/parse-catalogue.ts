import type { Diagnostic } from '@troth/diagnostics';
import { readDocument, shapeOf } from '@troth/language';
import type { JsonSchema, SourceFile } from '@troth/language';

import { emptyCatalogue } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';

interface CatalogueFile {
  readonly vendors?: readonly {
    readonly id: string;
    readonly name: string;
    readonly service: string;
    readonly packages?: readonly string[];
    readonly hosts?: readonly string[];
    readonly globals?: readonly string[];
    readonly infrastructure?: readonly string[];
    readonly environment?: readonly string[];
  }[];
  readonly names?: readonly {
    readonly dpv: string;
    readonly name: string;
    readonly in_code: readonly string[];
  }[];
  readonly persons?: readonly string[];
  readonly records?: readonly string[];
  readonly systems?: readonly string[];
  readonly ambiguous?: readonly string[];
}

const texts: JsonSchema = { type: 'array', items: { type: 'string' } };

const shape = shapeOf<CatalogueFile>({
  type: 'object',
  additionalProperties: false,
  properties: {
    vendors: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'name', 'service'],
        properties: {
          id: { type: 'string' },
          name: { type: 'string' },
          service: { type: 'string' },
          packages: texts,
          hosts: texts,
          globals: texts,
          infrastructure: texts,
          environment: texts,
        },
      },
    },
    names: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['dpv', 'name', 'in_code'],
        properties: { dpv: { type: 'string' }, name: { type: 'string' }, in_code: texts },
      },
    },
    persons: texts,
    records: texts,
    systems: texts,
    ambiguous: texts,
  },
});

/** Joins the files of `catalogue/`; any diagnostic means that the installation is broken. */
export function parseCatalogue(files: readonly SourceFile[]): {
  readonly catalogue: Catalogue;
  readonly diagnostics: readonly Diagnostic[];
} {
  const read = files.map((file) => readDocument(file, shape));
  const parts = read.flatMap(({ document }) => (document === undefined ? [] : [document.value]));
  return {
    catalogue: parts.reduce(joined, emptyCatalogue),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

function joined(catalogue: Catalogue, part: CatalogueFile): Catalogue {
  return {
    vendors: [
      ...catalogue.vendors,
      ...(part.vendors ?? []).map((vendor) => ({
        packages: [],
        hosts: [],
        globals: [],
        infrastructure: [],
        environment: [],
        ...vendor,
      })),
    ],
    names: [
      ...catalogue.names,
      ...(part.names ?? []).map(({ dpv, name, in_code: inCode }) => ({ dpv, name, inCode })),
    ],
    persons: [...catalogue.persons, ...(part.persons ?? [])],
    records: [...catalogue.records, ...(part.records ?? [])],
    systems: [...catalogue.systems, ...(part.systems ?? [])],
    ambiguous: [...catalogue.ambiguous, ...(part.ambiguous ?? [])],
  };
}
