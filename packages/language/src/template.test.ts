import { expect, test } from 'vitest';
import { parseTemplate } from './template.ts';

test('a sentence is split into its words and its bindings', () => {
  expect(parseTemplate('gone within {{ erase.within }}.')).toEqual([
    { kind: 'text', text: 'gone within ' },
    { kind: 'binding', path: 'erase.within' },
    { kind: 'text', text: '.' },
  ]);
});

test('a binding may say how a list is written', () => {
  expect(parseTemplate('{{controller.aliases|quoted}}')).toEqual([
    { kind: 'binding', path: 'controller.aliases', style: 'quoted' },
  ]);
});

test('line breaks inside a sentence are spaces', () => {
  expect(parseTemplate('  one\n  two ')).toEqual([{ kind: 'text', text: 'one two' }]);
});

test.each(['{{ }}', '{{', '}}', '{{ erase within }}', '{{ a.b | }}', '{{ ../secret }}'])(
  '`%s` is malformed, never prose',
  (text) => {
    expect(parseTemplate(text).map(({ kind }) => kind)).toContain('malformed');
  },
);
