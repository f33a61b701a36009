const width = 100;

/**
 * A text as a value of a key that stands `indent` columns in: bare where YAML cannot misread it, in
 * double quotes where it fits a line, folded otherwise.
 * @param text folded: no line break, no two spaces in a row
 */
export function yamlText(text: string, indent: number, key: string): string {
  const room = width - indent - key.length - 2;
  if (text.length <= room && isPlain(text)) return text;
  const quoted = JSON.stringify(text);
  if (quoted.length <= room || !text.includes(' ')) return quoted;
  const margin = ' '.repeat(indent + 2);
  return ['>-', ...wrapped(text, width - margin.length).map((line) => margin + line)].join('\n');
}

/** A text inside `[…]` or `{…}`, or of a key on one line. */
export function yamlWord(text: string): string {
  return isPlain(text) && !/[,]/.test(text) ? text : JSON.stringify(text);
}

/** Starts with a letter, holds nothing that YAML reads, and is no word of its own for a value. */
function isPlain(text: string): boolean {
  return (
    /^[A-Za-z](?:[\w .,()/;!?'’“”%+@-]*[\w.,()/;!?'’“”%+@-])?$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
  );
}

function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
