const LONGEST = 1024 * 1024;

/** What is read of a body while it passes: texts as they are, the last mebibyte of them. */
export class PassingText {
  readonly #check: (text: string) => void;
  #text = '';

  constructor(check: (text: string) => void) {
    this.#check = check;
  }

  /** @throws what `check` throws, before the chunk has passed */
  pass(chunk: unknown): void {
    const text = textOf(chunk);
    if (text === undefined) return;
    this.#text = (this.#text + text).slice(-LONGEST);
    this.#check(this.#text);
  }
}

/** Bytes are read as UTF-8; those that are none hold no text to find. */
export function textOf(chunk: unknown): string | undefined {
  if (typeof chunk === 'string') return chunk;
  if (chunk instanceof URLSearchParams) return chunk.toString();
  if (chunk instanceof FormData)
    return [...chunk.values()].filter((value) => typeof value === 'string').join('\n');
  if (chunk instanceof Uint8Array)
    return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('utf8');
  if (chunk instanceof ArrayBuffer) return Buffer.from(chunk).toString('utf8');
  return undefined;
}

export function isAsyncIterable(body: unknown): body is AsyncIterable<unknown> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** The same body, each part checked before it passes. */
export async function* checkedParts(
  body: AsyncIterable<unknown>,
  check: (text: string) => void,
): AsyncGenerator<unknown, void> {
  const passing = new PassingText(check);
  for await (const chunk of body) {
    passing.pass(chunk);
    yield chunk;
  }
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
  if (typeof headers !== 'object' || headers === null) return [];
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

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}
