import fc from 'fast-check';
import { lineIndex } from '@troth/diagnostics';
import { describe, expect, test } from 'vitest';

import { readCommands } from './read-commands.ts';
import { scriptFacts } from './shell-facts.ts';

function said(text: string): readonly string[] {
  const script = { text, start: 0, end: text.length, variables: new Map<string, string>() };
  const { span } = lineIndex('x.sh', text);
  return scriptFacts(script, { span, subject: 'x' }).map((fact) => {
    const what = 'written' in fact ? fact.written : fact.subject;
    return fact.kind === 'tls' ? `${fact.minimum} ${what}` : `${fact.kind} ${what}`;
  });
}

/** The words of each command. */
function commands(text: string): readonly (readonly string[])[] {
  const script = { text, start: 0, end: text.length, variables: new Map<string, string>() };
  return readCommands(script).map(({ words }) => words.map((word) => word.text));
}

describe('a script', () => {
  test('is its simple commands, whatever joins them', () => {
    expect(commands('a b && c; d | e & (f)\ng')).toEqual([
      ['a', 'b'],
      ['c'],
      ['d'],
      ['e'],
      ['f'],
      ['g'],
    ]);
    expect(commands('a \\\n  b # c; d\n# e\n')).toEqual([['a', 'b']]);
  });

  test('has words that are put together from quotes and variables', () => {
    expect(commands(`X='1 2'; a "$X" $X 'b'"c"d e\\ f`)).toEqual([
      [],
      ['a', '1 2', '1', '2', 'bcd', 'e f'],
    ]);
    expect(commands('a ${Y:-z}')).toEqual([['a', 'z']]);
  });

  test('may hold commands within commands and in here-documents for a shell', () => {
    expect(commands('a $(b `c`)').map(([word]) => word)).toEqual(['c', 'b', 'a']);
    expect(commands('bash <<EOF\na b\nEOF\nc')).toEqual([['bash'], ['a', 'b'], ['c']]);
    expect(commands('cat <<EOF\na b\nEOF\nc')).toEqual([['cat'], ['c']]);
  });

  test('sends its output elsewhere without that being a word', () => {
    expect(commands('a >/dev/null 2>&1 <in b')).toEqual([['a', 'b']]);
  });

  test('is read to its end, whatever it holds', () => {
    const piece = fc.constantFrom(
      '$(',
      ')',
      '`',
      '"',
      "'",
      '${',
      '}',
      '<<E',
      '\nE\n',
      '\\',
      '\n',
      ' ',
      'a',
      '=',
      '>',
      '&',
      '#',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const words = readCommands({
          text,
          start: 0,
          end: text.length,
          variables: new Map(),
        }).flatMap((command) => command.words);
        return words.every(({ start, end }) => 0 <= start && start <= end && end <= text.length);
      }),
    );
  });
});

describe('curl', () => {
  test.each([
    ['curl -k https://a.example.com', ['certificate-check curl -k']],
    ['curl -fsSLk --proto =https https://a.example.com', ['certificate-check curl -k']],
    ['curl -insecure https://a.example.com', []],
    ['curl --data "-k" https://a.example.com', ['certificate-check curl -k']],
    ['curl -H "X: -k" https://a.example.com', []],
    ['curl --tlsv1 https://a.example.com', ['1.0 curl --tlsv1']],
    ['curl --tlsv1.2 --tls-max 1.3 https://a.example.com', ['1.2 curl --tlsv1.2']],
    ['curl -3 https://a.example.com', ['ssl curl -3']],
    ['curl -x http://proxy.example.com https://a.example.com', []],
    ['curl http://a.example.com', ['cleartext http://a.example.com']],
    ['curl http://localhost:8080/health', []],
    ['sudo -E curl -k https://a.example.com', ['certificate-check curl -k']],
    ['/usr/bin/curl -k https://a.example.com', ['certificate-check curl -k']],
    ['curl --ssl smtp://mail.example.com', ['cleartext curl --ssl']],
  ])('%s', (command, wanted) => {
    expect(said(command).toSorted()).toEqual([...wanted].toSorted());
  });
});

describe('what switches protection off', () => {
  test.each([
    ['npm config set strict-ssl false', 'certificate-check npm set strict-ssl false'],
    ['git config --global http.sslVerify false', 'certificate-check git http.sslVerify false'],
    [
      'git -c http.sslVerify=false clone https://a.example.com',
      'certificate-check git http.sslVerify=false',
    ],
    ['pip install --trusted-host a.example.com x', 'certificate-check pip --trusted-host'],
    [
      'apt-get -o Acquire::https::Verify-Peer=false update',
      'certificate-check apt-get Acquire::https::Verify-Peer=false',
    ],
    [
      'yum-config-manager --save --setopt=\\*.sslverify=0',
      'certificate-check yum-config-manager sslverify=0',
    ],
    ['GIT_SSL_NO_VERIFY=0 git fetch', 'certificate-check GIT_SSL_NO_VERIFY=0'],
    ['yum --setopt=sslverify=false install x', 'certificate-check yum sslverify=false'],
    [
      'helm install --insecure-skip-tls-verify x',
      'certificate-check helm --insecure-skip-tls-verify',
    ],
    ['skopeo copy --dest-tls-verify=false a b', 'certificate-check skopeo --dest-tls-verify=false'],
    ['psql "host=db.example.com sslmode=disable"', 'cleartext psql sslmode=disable'],
    ['mysql --ssl-mode=DISABLED -h a.example.com', 'cleartext mysql --ssl-mode=DISABLED'],
    ['NODE_TLS_REJECT_UNAUTHORIZED=0 node .', 'certificate-check NODE_TLS_REJECT_UNAUTHORIZED=0'],
    ['export GIT_SSL_NO_VERIFY=true', 'certificate-check GIT_SSL_NO_VERIFY=true'],
    ['node --tls-min-v1.0 .', '1.0 node --tls-min-v1.0'],
    [
      'wget --no-check-certificate --max-redirect=0 https://a.example.com',
      'certificate-check wget --no-check-certificate',
    ],
    [
      'wget --secure-protocol=TLSv1_1 --max-redirect 0 https://a.example.com',
      '1.1 wget --secure-protocol=TLSv1_1',
    ],
    ['wget -q https://a.example.com/install.sh', 'cleartext wget without --max-redirect=0'],
    ['openssl s_client -tls1_1 -connect a.example.com:443', '1.1 openssl s_client -tls1_1'],
    ['openssl enc -aes-128-cbc -in a', 'cipher openssl -aes-128-cbc'],
    ['sh -c "curl -k https://a.example.com"', 'certificate-check curl -k'],
  ])('%s', (command, wanted) => {
    expect(said(command)).toEqual([wanted]);
  });

  test.each([
    'npm config set strict-ssl true',
    'npm install strict-ssl false',
    'git config http.sslVerify true',
    'echo curl -k https://a.example.com',
    'apt-get install -y curl -k',
    'which curl -k',
    'wget --secure-protocol=auto --max-redirect=0 https://a.example.com',
    'openssl enc -in a',
    'redis-cli -h localhost ping',
    'psql "host=localhost sslmode=disable"',
    'psql postgres://localhost/x?sslmode=disable',
    'mysql --skip-ssl -h 127.0.0.1',
    'grpcurl -plaintext localhost:50051 list',
    'sed -i s/http:/https:/ http://a.example.com',
  ])('%s says nothing', (command) => {
    expect(said(command)).toEqual([]);
  });

  test('a password on a command line goes into no fact', () => {
    const text =
      'psql "host=db.example.com password=hunter2hunter2 user=postgres dbname=app sslmode=disable"';

    expect(said(text).join(' ')).not.toContain('hunter2');
  });
});
