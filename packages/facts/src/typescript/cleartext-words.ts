import { endpointOf } from './url.ts';
import type { ObjectReading } from './values.ts';
import { textsOf } from './values.ts';

const databases = /^(postgres(ql)?|mysql|mariadb|mssql|cockroachdb)$/;

/** The kind of database that options name. */
export function dialectOf(options: ObjectReading | undefined): string | undefined {
  const dialect = options?.properties.get('dialect') ?? options?.properties.get('type');
  return dialect === undefined
    ? undefined
    : textsOf(dialect.value, dialect.scope).find((text) => databases.test(text));
}

/** The host that options name, where it is written. */
export function hostOf(options: ObjectReading): string | undefined {
  for (const name of ['host', 'hostname', 'server', 'endPoint', 'endpoint', 'connectionString']) {
    const property = options.properties.get(name);
    if (property === undefined) continue;
    const [text] = textsOf(property.value, property.scope);
    if (text !== undefined) return knownHost(text) ?? knownHost(`tcp://${text}`);
  }
  return undefined;
}

/** The host of a URL, where it is written. */
export function knownHost(text: string): string | undefined {
  const host = endpointOf(text)?.host;
  return host === 'unknown' ? undefined : host;
}
