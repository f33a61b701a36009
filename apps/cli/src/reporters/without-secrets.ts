/**
 * A line of somebody's file as it may stand in a log of CI: passwords of addresses, values of keys, and
 * all that a file of variables holds beyond a switch, a protocol and a host are dots. Columns stay.
 */
export function withoutSecrets(line: string, path: string): string {
  const shown = line
    .replaceAll(
      /(:\/\/)([^\s/@"']+)(?=@)/g,
      (_, before: string, user: string) => before + dots(user),
    )
    .replaceAll(credential, (_, before: string, value: string) => before + dots(value));
  return isVariables(path)
    ? shown.replace(assignment, (_, ...parts: string[]) => masked(parts))
    : shown;
}

/** A setting that is named after what it holds, unless its value is read from elsewhere. */
const credential =
  /(\b[A-Z][A-Z0-9_]*(?:KEY|SECRET|TOKEN|PASSWORD|DSN|CREDENTIALS?)["']?[ \t]*[=:][ \t]*["']?)(?!process\.|import\.|\$)([^\s"',;]+)/g;

const assignment = /^(\s*(?:export\s+)?[\w.]+\s*=\s*["']?)(.*)$/;

function isVariables(path: string): boolean {
  return /(^|\/)\.env[^/]*$|\.env$/.test(path);
}

/** Of a value no more than `0`, `false` or `https://host`. */
function masked([before = '', value = '']: readonly string[]): string {
  if (value.length <= 6) return before + value;
  const [kept = ''] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@]*@)?[\w.[\]:-]+/i.exec(value) ?? [];
  return before + kept + dots(value.slice(kept.length));
}

function dots(text: string): string {
  return '·'.repeat(text.length);
}
