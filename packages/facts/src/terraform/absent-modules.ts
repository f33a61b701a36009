import type { Problem } from '../extraction.ts';
import type { Block } from '../infrastructure/syntax.ts';
import { calledFolder, sourceOf } from './module.ts';
import type { Folders } from './module.ts';
import { madeByRegistryModule } from './registry-modules.ts';

/** Modules that are called and whose text is not among the files: what they make was not judged. */
export function absentModules(folders: Folders): readonly Problem[] {
  return [...folders].flatMap(([folder, files]) =>
    files
      .flatMap(({ blocks }) => blocks)
      .filter(({ type }) => type === 'module')
      .flatMap((call) => absent(call, folder, folders)),
  );
}

function absent(call: Block, folder: string, folders: Folders): readonly Problem[] {
  const source = sourceOf(call);
  const local = calledFolder(call, folder);
  if (local !== undefined && folders.has(local)) return [];
  const from = source === undefined ? 'a source that is not known' : `\`${shown(source)}\``;
  const reason =
    local === undefined
      ? `its text at ${from} is not here`
      : `there is no Terraform in \`${local}\` here`;
  const judged =
    madeByRegistryModule(source ?? '') === undefined
      ? 'its arguments are judged by their names'
      : 'its arguments are judged as those of its main resource';
  const message = `what the module \`${call.labels[0] ?? ''}\` makes is not judged: ${reason}; ${judged}`;
  return [{ at: call.header, message }];
}

/** An address may hold a password. */
function shown(source: string): string {
  return source.replace(/\/\/[^/@]*@/u, '//');
}
