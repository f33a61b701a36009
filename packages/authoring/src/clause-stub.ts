import { verbs } from '@troth/compiler';
import type { JsonSchema } from '@troth/language';

/** The verbs a clause may have, in the order of the language. */
export function verbNames(): readonly string[] {
  return verbs.map(({ key }) => key);
}

/**
 * A clause to start from, indented by `indent`: it compiles, counts as a gap until `todo`, and shows
 * every key of the verb in comments.
 */
export function clauseStub(
  id: string,
  verb: string | undefined,
  todo: string,
  indent: number,
): string {
  const lines = [
    `- id: ${id}`,
    '  text: Write the sentence here.',
    `  todo: ${todo} # delete this line when the clause has its rule`,
    ...(verb === undefined ? anyVerb() : verbLines(verb)),
  ];
  const margin = ' '.repeat(indent);
  return lines.map((line) => `${margin}${line}\n`).join('');
}

function anyVerb(): readonly string[] {
  return [`  # a rule is one of: ${verbNames().join(', ')}`];
}

function verbLines(verb: string): readonly string[] {
  const schema = verbs.find(({ key }) => key === verb)?.schema;
  const keys = Object.entries(propertiesOf(schema)).map(([key, value]) => {
    const what = isSchema(value) ? value['description'] : undefined;
    return { line: `  #   ${key}: ${example(key, value)}`, what };
  });
  const width = Math.max(...keys.map(({ line }) => line.length));
  return [
    '  # keep the keys you need, and take the marks away:',
    `  # ${verb}:`,
    ...keys.map(({ line, what }) =>
      typeof what === 'string' ? `${line.padEnd(width)} # ${what}` : line,
    ),
  ];
}

const formatExamples: Readonly<Record<string, string>> = {
  duration: '14 days',
  date: '2030-01-31',
  tls: 'TLS 1.3',
  cipher: 'AES-256',
};

/** A value of the shape, on one line. */
function example(key: string, schema: unknown): string {
  if (!isSchema(schema)) return 'value';
  const { const: only, enum: values, format, type, items, minimum, anyOf } = schema;
  if (typeof only === 'string' || typeof only === 'boolean') return String(only);
  if (Array.isArray(values)) return String(values[0]);
  if (Array.isArray(anyOf)) return example(key, anyOf.at(-1));
  if (type === 'array') return `[${example(key, items)}]`;
  if (type === 'integer') return typeof minimum === 'number' ? String(minimum) : '1';
  if (type === 'object') {
    const pairs = Object.entries(propertiesOf(schema)).map(
      ([name, value]) => `${name}: ${example(name, value)}`,
    );
    return `{ ${pairs.join(', ')} }`;
  }
  return typeof format === 'string' ? (formatExamples[format] ?? `some-${key}`) : 'text';
}

function propertiesOf(schema: unknown): JsonSchema {
  const properties = isSchema(schema) ? schema['properties'] : undefined;
  return isSchema(properties) ? properties : {};
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
