import type { CommandSpec } from './command.ts';

/** A command in the list: known by name, loaded only when it runs. */
export interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandSpec>;
}

/** In the order in which somebody new meets them. */
export const commands: readonly ListedCommand[] = [
  {
    name: 'init',
    summary: 'start a policy of about twenty lines',
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'import',
    summary: 'propose a policy that says a published text word for word',
    load: async () => (await import('./commands/import.ts')).importFile,
  },
  {
    name: 'check',
    summary: 'check the policy: language, references, bindings, tests, waivers',
    load: async () => (await import('./commands/check.ts')).check,
  },
  {
    name: 'fix',
    summary: 'mend the slips that can mean one thing only, and print the diff',
    load: async () => (await import('./commands/fix.ts')).fix,
  },
  {
    name: 'new',
    summary: 'add a clause to start from, with the keys of its verb in comments',
    load: async () => (await import('./commands/new.ts')).newThing,
  },
  {
    name: 'test',
    summary: "run the policy's own tests: given, when, then",
    load: async () => (await import('./commands/test.ts')).test,
  },
  {
    name: 'render',
    summary: 'write the page readers see',
    load: async () => (await import('./commands/render.ts')).render,
  },
  {
    name: 'decide',
    summary: 'ask the policy one question: may this be done with this data?',
    load: async () => (await import('./commands/decide.ts')).decide,
  },
  {
    name: 'scan',
    summary: 'find the places in code, schema and infrastructure that break a promise',
    load: async () => (await import('./commands/scan.ts')).scan,
  },
  {
    name: 'classify',
    summary: 'propose what each field of a schema holds, as a patch to read and apply',
    load: async () => (await import('./commands/classify.ts')).classify,
  },
  {
    name: 'diff',
    summary: 'say what a change does to each promise: tightens, loosens, mixed, editorial',
    load: async () => (await import('./commands/diff.ts')).diff,
  },
  {
    name: 'gate',
    summary: 'judge a change as CI does: check, test, diff and scan, one verdict',
    load: async () => (await import('./commands/gate.ts')).gate,
  },
  {
    name: 'explain',
    summary: 'tell all about one clause: sentence, rules, what keeps it, what breaks it',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    name: 'coverage',
    summary: 'say of every clause what keeps it, and which test proves that',
    load: async () => (await import('./commands/coverage.ts')).coverage,
  },
  {
    name: 'bundle',
    summary: 'sign the policy and the data maps for the service and the guards',
    load: async () => (await import('./commands/bundle.ts')).bundle,
  },
  {
    name: 'publish',
    summary: 'sign the policy as a version that never changes again',
    load: async () => (await import('./commands/publish.ts')).publish,
  },
  {
    name: 'verify',
    summary: 'check that every published version is still what was signed',
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  {
    name: 'at',
    summary: 'say which published version binds on a day, and whom',
    load: async () => (await import('./commands/at.ts')).at,
  },
  {
    name: 'migrate',
    summary: 'bring a policy to the newest version of the language',
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
];
