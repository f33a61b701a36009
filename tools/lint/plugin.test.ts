import { describe, expect, test } from 'vitest';
import { lintSnippets } from './lint-snippet.ts';

describe('clock-is-a-parameter', () => {
  test.each([
    ['new Date() without arguments', 'export const at: Date = new Date();'],
    ['new Date(undefined)', 'export const at: Date = new Date(undefined);'],
    ['Date() as a function', 'export const at: string = Date();'],
    ['globalThis.Date', 'export const at: Date = new globalThis.Date();'],
    ['a default parameter', 'export function f(now: Date = new Date()): Date { return now; }'],
  ])('a pure package cannot read the clock by %s', (_way, code) => {
    expect(rulesOf('packages/pure/src/clock.ts', code)).toContain('troth(clock-is-a-parameter)');
  });

  test('a date made from a value that came in is allowed', () => {
    const code = 'export function f(at: number): Date { return new Date(at); }';

    expect(rulesOf('packages/pure/src/clock.ts', code)).toEqual([]);
  });

  test('an app owns a clock', () => {
    expect(rulesOf('apps/cli/src/clock.ts', 'export const at: Date = new Date();')).toEqual([]);
  });
});

describe('no-flag-parameter', () => {
  test.each([
    [
      'a function',
      'export function render(text: string, pretty: boolean): string { return pretty ? text : ""; }',
    ],
    ['an arrow', 'export const render = (pretty: boolean): string => (pretty ? "a" : "b");'],
    ['a default', 'export function render(pretty = false): string { return pretty ? "a" : "b"; }'],
    [
      'an optional',
      'export function render(pretty?: boolean | undefined): string { return pretty ? "a" : "b"; }',
    ],
    [
      'a method',
      'export class Page { render(pretty: boolean): string { return pretty ? "a" : "b"; } }',
    ],
  ])('an exported thing takes no bare boolean: %s', (_kind, code) => {
    expect(rulesOf('packages/pure/src/render.ts', code)).toContain('troth(no-flag-parameter)');
  });

  test.each([
    [
      'a word of a union',
      'export function render(style: "plain" | "rich"): string { return style; }',
    ],
    [
      'a named option',
      'export function render(options: { readonly rich: boolean }): string { return options.rich ? "a" : "b"; }',
    ],
    [
      'a function of the file itself',
      'function render(rich: boolean): string { return rich ? "a" : "b"; }\nexport const page: string = render(true);',
    ],
  ])('what reads well at the call is allowed: %s', (_kind, code) => {
    expect(rulesOf('packages/pure/src/render.ts', code)).toEqual([]);
  });
});

describe('file-name', () => {
  test.each([
    'packages/pure/src/utils.ts',
    'packages/pure/src/helpers/dates.ts',
    'packages/pure/src/event-handler.ts',
    'packages/pure/src/session-manager.ts',
    'apps/service/src/common/clock.ts',
    'packages/pure/src/rules/index.ts',
    'packages/pure/src/utils.test.ts',
  ])('`%s` must be named for what it holds', (path) => {
    expect(rulesOf(path, 'export const a: number = 1;')).toContain('troth(file-name)');
  });

  test.each(['packages/pure/src/index.ts', 'packages/pure/src/erase-by.ts'])(
    '`%s` is a good name',
    (path) => {
      expect(rulesOf(path, 'export const a: number = 1;')).toEqual([]);
    },
  );
});

function rulesOf(path: string, code: string): readonly string[] {
  return lintSnippets([{ path, code }]).get(path) ?? [];
}
