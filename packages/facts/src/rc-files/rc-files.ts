import { lineIndex } from '@troth/diagnostics';

import type { Extractor, SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import { unchecked, urlSaid } from '../settings/said.ts';

/** Settings of package managers and command-line tools, a line each: `.npmrc`, `.curlrc`, `pip.conf`. */
export const rcFiles: Extractor = {
  name: 'tool settings',
  reads: (path) => files.some(({ named }) => named.test(path)),
  extract: (file) => ({ facts: rcFacts(file), problems: [] }),
};

interface Kind {
  readonly named: RegExp;
  /** Names, and values that switch the check of certificates off. */
  readonly off: RegExp;
}

const no = '(false|0|no|off|none)';
const files: readonly Kind[] = [
  { named: /(^|\/)(\.npmrc|\.yarnrc)$/, off: /^"?strict-ssl"?\s*[= ]\s*"?(false|0)\b/i },
  { named: /(^|\/)[._]?curlrc$/, off: /^-{0,2}(insecure|proxy-insecure)\b|^-k\b/ },
  { named: /(^|\/)\.?wgetrc$/, off: new RegExp(`^check_certificate\\s*=\\s*${no}\\b`, 'i') },
  { named: /(^|\/)pip\.(conf|ini)$/, off: /^trusted-host\s*=\s*\S+/ },
  { named: /(^|\/)\.?gitconfig$/, off: new RegExp(`^sslverify\\s*=\\s*${no}\\b`, 'i') },
  { named: /(^|\/)\.condarc$/, off: new RegExp(`^ssl_verify\\s*:\\s*${no}\\b`, 'i') },
  { named: /(^|\/)(yum|dnf)\.conf$|\.repo$/, off: new RegExp(`^sslverify\\s*=\\s*${no}\\b`, 'i') },
  { named: /(^|\/)\.bundle\/config$/, off: /^BUNDLE_SSL_VERIFY_MODE:\s*["']?(0|none)\b/i },
];

function rcFacts({ path, text }: SourceText): readonly Fact[] {
  const { span } = lineIndex(path, text);
  const off = files.find(({ named }) => named.test(path))?.off;
  return [...text.matchAll(/^[ \t]*([^\s#;][^\n]*)/gm)].flatMap(
    ({ 0: whole, 1: line = '', index }) => {
      const start = index + whole.length - line.length;
      const at = span(start, start + line.trimEnd().length);
      const [name = ''] = /^[\w@:./-]+/.exec(line) ?? [];
      const [switched] = off?.exec(line) ?? [];
      // After the name of the setting; what is written down is a protocol and a host.
      const address = /^[^=\s]+\s*[=\s]\s*"?([a-z][a-z0-9+.-]*:\/\/[^\s"]+)/i.exec(line)?.[1];
      return [
        ...(switched === undefined
          ? []
          : [unchecked({ at, subject: `setting ${name}` }, switched)]),
        ...(address === undefined ? [] : urlSaid(address, { at, subject: `setting ${name}` })),
      ];
    },
  );
}
