const LONGEST = 1024 * 1024;

/** What is read of a body while it passes: texts as they are, the last mebibyte of them. */
export class PassingText {
  readonly #check: (text: string) => void;
  /** Keeps the bytes of a letter that has not come in full. */
  readonly #decoder = new TextDecoder();
  #text = '';

  constructor(check: (text: string) => void) {
    this.#check = check;
  }

  /** @throws what `check` throws, before the chunk has passed */
  pass(chunk: unknown): void {
    const bytes = bytesOf(chunk);
    const text =
      bytes === undefined ? textOf(chunk) : this.#decoder.decode(bytes, { stream: true });
    if (text === undefined) return;
    this.#text = (this.#text + text).slice(-LONGEST);
    this.#check(this.#text);
  }
}

/** Bytes are read as UTF-8; those that are none hold no text to find. */
export function textOf(chunk: unknown): string | undefined {
  if (typeof chunk === 'string') return chunk;
  if (chunk instanceof URLSearchParams) return chunk.toString();
  if (isForm(chunk))
    return [...chunk].map(([name, value]) => `${name}: ${shown(value)}`).join('\n');
  const bytes = bytesOf(chunk);
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** A form of whichever library; each brings a class of its own. */
export function isForm(body: unknown): body is FormData {
  return isObject(body) && Symbol.iterator in body && tagOf(body) === 'FormData';
}

/** A file is read as it passes; its name goes ahead. */
function shown(value: string | File): string {
  return typeof value === 'string' ? value : value.name;
}

function bytesOf(chunk: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(chunk))
    return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return chunk instanceof ArrayBuffer ? new Uint8Array(chunk) : undefined;
}

/** `Blob`, `File` or `FormData`, by which libraries tell their own classes and those of others. */
export function tagOf(value: object): unknown {
  return Symbol.toStringTag in value ? value[Symbol.toStringTag] : undefined;
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether a body is a file as it is, and no message that a program has made. */
export function isFileType(headers: unknown): boolean {
  const type = pairsOf(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return /^(?:application\/(?:octet-stream|zip|gzip|pdf)|image\/|video\/|audio\/)/iu.test(type);
}

/** Headers as one text, without what only says who asks. */
export function headersText(headers: unknown): string {
  const pairs = pairsOf(headers).filter(
    ([name]) => !/^(?:authorization|proxy-authorization|cookie)$/iu.test(name),
  );
  return pairs.map(([name, value]) => `${name}: ${value}`).join('\n');
}

function pairsOf(headers: unknown): readonly (readonly [string, string])[] {
  if (!isObject(headers)) return [];
  if (Array.isArray(headers)) {
    const flat: unknown[] = headers.flat();
    return flat.flatMap((name, index) =>
      index % 2 === 0 ? [[String(name), String(flat[index + 1])] as const] : [],
    );
  }
  const entries: Iterable<unknown> = isIterable(headers) ? headers : Object.entries(headers);
  return [...entries].flatMap((entry) =>
    Array.isArray(entry) ? [[String(entry[0]), String(entry[1])] as const] : [],
  );
}

export function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}
