import type { SourceText } from '../extraction.ts';

/**
 * The files of each schema. Prisma reads all that lies below the folder of the `datasource`; files
 * with no such file above them belong to those of their folder.
 * @see https://www.prisma.io/docs/orm/prisma-schema/overview/location#multi-file-prisma-schema
 */
export function prismaSchemas<File extends SourceText>(
  files: readonly File[],
): readonly (readonly File[])[] {
  const all = files.filter(({ path }) => path.endsWith('.prisma'));
  const main = all.filter(({ text }) => /^\s*datasource\s+\w+\s*\{/mu.test(text));
  const schemas = Map.groupBy(all, (file) =>
    main.includes(file) ? file.path : homeOf(file, main),
  );
  return [...schemas.values()];
}

function homeOf({ path }: SourceText, main: readonly SourceText[]): string {
  const folder = folderOf(path);
  const [nearest] = main
    .filter((file) => `${folder}/`.startsWith(`${folderOf(file.path)}/`))
    .toSorted((a, b) => b.path.length - a.path.length);
  return nearest?.path ?? folder;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
