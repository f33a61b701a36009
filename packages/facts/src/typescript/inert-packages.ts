import { moduleName } from './modules.ts';

/**
 * Whether a module only computes, draws or tests inside the program, so that what it is given goes
 * nowhere. Left out of the reading of flows, where it makes up most calls: in three applications of 45,000
 * to 575,000 lines, two thirds of all that had values.
 */
export function isInert(specifier: string): boolean {
  const known = answers.get(specifier);
  if (known !== undefined) return known;
  const answer = isInertModule(specifier);
  answers.set(specifier, answer);
  return answer;
}

// Asked for each call, of few specifiers.
const answers = new Map<string, boolean>();

function isInertModule(specifier: string): boolean {
  const module = moduleName(specifier);
  if (module.kind !== 'package') return false;
  const scope = module.name.startsWith('@') ? (module.name.split('/')[0] ?? '') : '';
  return inert.has(module.name) || inert.has(scope);
}

const inert: ReadonlySet<string> = new Set(
  [
    'react react-dom react-hook-form react-router react-router-dom react-i18next react-redux',
    'react-hot-toast react-use preact vue svelte solid-js @angular jotai zustand redux recoil swr',
    '@reduxjs @tanstack @remix-run @headlessui @heroicons @radix-ui @mui @chakra-ui @mantine @base-ui',
    '@dnd-kit @floating-ui @emotion @tiptap @lexical lexical lucide-react framer-motion motion sonner',
    'cmdk konva nuqs react-aria-components next-themes next-safe-action @hookform immer',
    'clsx classnames tailwind-merge class-variance-authority',
    'zod zod-form-data yup joi valibot superstruct ajv class-validator class-transformer @hono/zod-openapi',
    '@trpc superjson lodash lodash-es ramda remeda ts-pattern rxjs immutable fp-ts effect',
    'date-fns date-fns-tz @date-fns dayjs moment moment-timezone luxon ms',
    'i18next next-intl @lingui @formatjs react-intl',
    'uuid nanoid cuid @paralleldrive tiny-invariant invariant bcrypt bcryptjs @node-rs argon2',
    'vitest jest @jest @testing-library @playwright playwright playwright-core cypress mocha chai',
    'sinon supertest nock msw vitest-mock-extended jest-mock-extended @faker-js node-html-parser',
  ].flatMap((line) => line.split(' ')),
);
