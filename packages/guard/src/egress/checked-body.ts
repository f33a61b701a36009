import { Readable } from 'node:stream';
import { isFileType, isForm, isIterable, isObject, PassingText, tagOf, textOf } from './body.ts';
import type { Content } from './contents.ts';
import { writtenForm } from './form.ts';

/** How what passes is looked at. */
interface Passing {
  /** @throws what keeps it back */
  readonly check: (content: Content) => void;
  /** Whether the request says that its body is a file. */
  readonly isFile: boolean;
}

/** A body whose parts are checked as they pass. */
export interface CheckedBody {
  readonly body: unknown;
  /** Of a form that is written here: the headers its library would have made. */
  readonly form?: { readonly type: string; readonly length: number };
}

/**
 * The same body, each part checked before it passes. What is whole is not looked at here: its text is
 * there before anything is sent.
 */
export function checkedBody(body: unknown, passing: Passing): CheckedBody {
  if (!isObject(body)) return { body };
  if (isForm(body)) return checkedForm(body, passing);
  if (textOf(body) !== undefined) return { body };
  if (isBlob(body)) return { body: checkedBlob(body, passing) };
  const { check, isFile } = passing;
  const checkText = (text: string): void => check({ text, isFile });
  if (isStream(body)) return { body: checkedStream(body, checkText) };
  if (isAsyncIterable(body) || isIterable(body)) return { body: checkedParts(body, checkText) };
  throw new Error('a body of this kind cannot be read, so it does not leave');
}

/**
 * Each part is checked before it passes. The source is told to stop and not waited for: `fetch` reads
 * one half of a divided stream, which answers only when the other half has stopped too, and that is
 * when the request ends.
 */
export async function* checkedParts<T>(
  body: AsyncIterable<T> | Iterable<T>,
  check: (text: string) => void,
): AsyncGenerator<T, void> {
  const passing = new PassingText(check);
  const parts = isAsyncIterable(body) ? body[Symbol.asyncIterator]() : body[Symbol.iterator]();
  let isAtEnd = false;
  try {
    while (true) {
      // One after the other, as they leave.
      // oxlint-disable-next-line no-await-in-loop
      const part = await parts.next();
      if (part.done === true) break;
      passing.pass(part.value);
      yield part.value;
    }
    isAtEnd = true;
  } finally {
    if (!isAtEnd) void stop(parts);
  }
}

/** Whoever asked is told why by the request; the source can only say that it has stopped. */
async function stop(parts: AsyncIterator<unknown> | Iterator<unknown>): Promise<void> {
  try {
    await parts.return?.();
  } catch {
    // It failed while it was stopped, which is stopped as well.
  }
}

/** A stream stays one: undici takes its listeners off what was a stream when it was asked. */
function checkedStream(body: NodeJS.ReadableStream, check: (text: string) => void): Readable {
  const source = body instanceof Readable ? body : new Readable().wrap(body);
  const checkText = (text: string): void => {
    try {
      check(text);
    } catch (error) {
      // Before it is stopped for no reason, which would be what undici hears first.
      source.destroy(error instanceof Error ? error : undefined);
      throw error;
    }
  };
  const checked = Readable.from(checkedParts(source, checkText), { objectMode: false });
  // The request ends with these errors and gives them to whoever asked.
  for (const stream of [source, checked]) stream.on('error', () => undefined);
  return checked;
}

function checkedBlob(body: Blob, passing: Passing): object {
  const { size, type } = body;
  return {
    [Symbol.toStringTag]: 'Blob',
    size,
    type,
    stream: () => checkedFile(body, passing),
  };
}

function checkedForm(form: FormData, { check }: Passing): CheckedBody {
  if ([...form.values()].every((value) => typeof value === 'string')) return { body: form };
  const { parts, type, length } = writtenForm(form, (file) =>
    checkedFile(file, { check, isFile: false }),
  );
  return { body: parts, form: { type, length } };
}

/** A file of a kind that a program does not write is one, whatever the request says. */
function checkedFile(file: Blob, { check, isFile }: Passing): AsyncGenerator<Uint8Array, void> {
  const isKept = isFile || isFileType({ 'content-type': file.type });
  const parts: AsyncIterable<Uint8Array> = 'stream' in file ? file.stream() : wholeOf(file);
  return checkedParts(parts, (text) => check({ text, isFile: isKept }));
}

async function* wholeOf(blob: Pick<Blob, 'arrayBuffer'>): AsyncGenerator<Uint8Array, void> {
  yield new Uint8Array(await blob.arrayBuffer());
}

function isBlob(body: object): body is Blob {
  const tag = tagOf(body);
  return (tag === 'Blob' || tag === 'File') && ('stream' in body || 'arrayBuffer' in body);
}

function isStream(body: object): body is NodeJS.ReadableStream {
  return 'pipe' in body && 'on' in body;
}

function isAsyncIterable<T>(body: AsyncIterable<T> | object): body is AsyncIterable<T> {
  return Symbol.asyncIterator in body;
}
