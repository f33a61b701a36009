import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

// What the peers read types with is older than the compiler of this repository, which stands higher up.
const compiler = import.meta.resolve('typescript');
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === 'typescript'
      ? { url: compiler, format: 'commonjs', shortCircuit: true }
      : nextResolve(specifier, context),
});
const { default: sdl } = await import('@microsoft/eslint-plugin-sdl');
const { default: parser } = await import('@typescript-eslint/parser');
const { ESLint } = await import('eslint');
const { default: sonarjs } = await import('eslint-plugin-sonarjs');

// The two plugins as their authors recommend them, over the files of a list, with as many threads as
// the machine has. Rules that ask for types say nothing without a project, which is the quicker way.
const [list = ''] = process.argv.slice(2);
const files = readFileSync(list, 'utf8').split('\n');
const own = {
  files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true }, project: null } },
  linterOptions: { reportUnusedDisableDirectives: 'off' },
};
const eslint = new ESLint({
  cwd: '/',
  overrideConfigFile: true,
  allowInlineConfig: false,
  errorOnUnmatchedPattern: false,
  overrideConfig: [...sdl.configs.recommended, sonarjs.configs.recommended, own],
});
const results = await eslint.lintFiles(files.map((path) => path.slice(1)));
console.log(results.reduce((sum, { messages }) => sum + messages.length, 0));
