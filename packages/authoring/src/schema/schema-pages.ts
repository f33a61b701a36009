import { fileSchemas } from '@troth/compiler';
import type { JsonSchema } from '@troth/language';
import { descriptionOf, fileDescriptions } from './descriptions.ts';

/** JSON Schemas of the files of a policy, for the completion and hover of YAML language servers. */
export function schemaPages(): readonly { readonly path: string; readonly text: string }[] {
  const pages = Object.entries(fileSchemas).map(([name, schema]) => ({
    path: `${name}.schema.json`,
    text: `${JSON.stringify(published(name, schema), undefined, 2)}\n`,
  }));
  return [{ path: 'README.md', text: readme(Object.keys(fileSchemas)) }, ...pages];
}

/** Paths of keys that no description explains; empty where every key is explained. */
export function undescribedKeys(): readonly string[] {
  return Object.entries(fileSchemas).flatMap(([name, schema]) => {
    const missing: string[] = [];
    described(schema, [name], (path) => void missing.push(path.join('.')));
    return missing;
  });
}

function published(name: string, schema: JsonSchema): JsonSchema {
  const [title = name, description] = fileDescriptions[name] ?? [];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...(description !== undefined && { description }),
    ...described(schema, [name]),
  };
}

/** Our own formats as patterns, which every language server knows. */
const patterns: Readonly<Record<string, string>> = {
  id: '^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$',
  date: String.raw`^\d{4}-\d{2}-\d{2}$`,
  duration: String.raw`^\d{1,5} (?:hour|day|week|month|year)s?$`,
  tls: String.raw`^TLS 1\.[0-3]$`,
  cipher: '^AES-(?:128|192|256)$',
};

type Missing = (path: readonly string[]) => void;

/** The schema with a description beside each key that has none of its own, and patterns in place of our formats. */
function described(
  schema: JsonSchema,
  path: readonly string[],
  missing: Missing = () => {},
): JsonSchema {
  const { format, ...rest } = schema;
  const pattern = typeof format === 'string' ? patterns[format] : undefined;
  const entries = Object.entries(rest).map(([word, value]): readonly [string, unknown] => {
    // What `if` looks at is described where it stands.
    if (word === 'if') return [word, value];
    return [
      word,
      word === 'properties' ? keysOf(value, path, missing) : below(value, path, missing),
    ];
  });
  const words: JsonSchema = Object.fromEntries(entries);
  if (pattern !== undefined) return { ...words, pattern };
  return format === undefined ? words : { ...words, format };
}

function keysOf(properties: unknown, path: readonly string[], missing: Missing): JsonSchema {
  if (!isSchema(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const own = [...path, key];
      const schema = isSchema(value) ? described(value, own, missing) : {};
      if (schema['description'] !== undefined) return [key, schema];
      const description = descriptionOf(own);
      if (description === undefined) missing(own);
      return [key, description === undefined ? schema : { description, ...schema }];
    }),
  );
}

function below(value: unknown, path: readonly string[], missing: Missing): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => below(each, path, missing));
  return isSchema(value) ? described(value, path, missing) : value;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readme(names: readonly string[]): string {
  const rows = names.map((name) => {
    const [title = name, what = ''] = fileDescriptions[name] ?? [];
    return `| [${name}.schema.json](${name}.schema.json) | ${title} | ${what} |`;
  });
  return `# JSON Schemas

Completion and hover for the files of a policy, in every editor with a YAML language server. Written
by \`npm run docs\` from the definitions \`troth check\` itself uses, formats as patterns. An editor
sees the shape; what the ids and sentences mean together only \`troth check\` sees.

| schema | for | what |
|---|---|---|
${rows.join('\n')}

Name the schema in the first line of a file:

    # yaml-language-server: $schema=../docs/schema/policy.schema.json
`;
}
