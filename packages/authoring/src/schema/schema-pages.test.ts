import { shapeOf } from '@troth/language';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { schemaPages, undescribedKeys } from './schema-pages.ts';

function schemaOf(name: string): ReturnType<typeof shapeOf> {
  const page = schemaPages().find(({ path }) => path === `${name}.schema.json`);
  return shapeOf(JSON.parse(page?.text ?? '') as Record<string, unknown>);
}

test('hover explains every key of every file', () => {
  expect(undescribedKeys()).toEqual([]);
});

const schemas = schemaPages().filter(({ path }) => path.endsWith('.json'));

test.each(schemas)('$path is valid JSON Schema 2020-12', ({ text }) => {
  const ajv = new Ajv2020();

  expect([ajv.validateSchema(JSON.parse(text) as Record<string, unknown>), ajv.errors]).toEqual([
    true,
    null,
  ]);
});

test('a description stands beside the key it explains', () => {
  const page = schemaPages().find(({ path }) => path === 'clauses.schema.json')?.text ?? '{}';

  expect(JSON.parse(page)).toMatchObject({
    title: 'A section of the policy',
    properties: {
      clauses: {
        items: {
          properties: {
            erase: {
              description: 'what is gone from every store, and when at the latest',
              properties: { after: { description: 'event that starts the clock' } },
            },
          },
        },
      },
    },
  });
});

const erase = (within: string): unknown => ({
  clauses: [{ id: 'a.b', text: 'Gone.', erase: { data: ['a'], after: 'x', within } }],
});

test('an editor accepts what the language accepts and marks what it refuses', () => {
  const clauses = schemaOf('clauses');

  expect(clauses(erase('14 days'))).toBe(true);
  expect(clauses(erase('a while'))).toBe(false);
  expect(clauses({ clauses: [{ id: 'A B', text: 'x' }] })).toBe(false);
  expect(schemaOf('categories')({ categories: [{ id: 'a', name: 'a' }] })).toBe(true);
  expect(schemaOf('categories')({ categories: [{ id: 'a' }] })).toBe(false);
  expect(schemaOf('categories')({ purposes: [] })).toBe(false);
});
