import { randomUUID } from 'node:crypto';

/** A form as it is written, RFC 7578: what libraries do within themselves, where nobody can look. */
export interface WrittenForm {
  readonly type: string;
  readonly length: number;
  readonly parts: AsyncGenerator<Uint8Array, void>;
}

/**
 * @param read what is read of a file instead of its own stream
 */
export function writtenForm(
  form: FormData,
  read: (file: File) => AsyncIterable<Uint8Array>,
): WrittenForm {
  const boundary = `form-${randomUUID()}`;
  const pieces = [...form].flatMap(([name, value]): (Uint8Array | File)[] => {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(lined(name))}"`;
    if (typeof value === 'string') return [bytes(`${head}\r\n\r\n${lined(value)}\r\n`)];
    const type = value.type === '' ? 'application/octet-stream' : value.type;
    const file = `; filename="${escaped(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`;
    return [bytes(head + file), value, bytes('\r\n')];
  });
  const all = [...pieces, bytes(`--${boundary}--\r\n`)];
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    length: all.reduce((sum, piece) => sum + sizeOf(piece), 0),
    parts: written(all, read),
  };
}

async function* written(
  pieces: readonly (Uint8Array | File)[],
  read: (file: File) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece;
    else yield* read(piece);
  }
}

function sizeOf(piece: Uint8Array | File): number {
  return piece instanceof Uint8Array ? piece.byteLength : piece.size;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function lined(text: string): string {
  return text.replaceAll(/\r?\n|\r/gu, '\r\n');
}

/** The HTML standard, multipart form data: these three and no others. */
function escaped(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}
