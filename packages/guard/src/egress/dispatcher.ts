import { stringify } from 'node:querystring';
import { Agent, type Dispatcher } from 'undici';
import { headersText, isFileType, textOf } from './body.ts';
import { checkedBody, type CheckedBody } from './checked-body.ts';
import type { Egress } from './egress.ts';

/**
 * An undici dispatcher that sends nothing the policy does not allow; for `fetch`, `request` and every
 * library that takes a dispatcher.
 * @param inner what really sends; by default an agent of its own
 */
export function egressDispatcher(egress: Egress, inner: Dispatcher = new Agent()): Dispatcher {
  return inner.compose(
    (dispatch) => (options, handler) => dispatch(checked(options, egress), handler),
  );
}

/** @throws Denied; undici gives it to whoever asked */
function checked(options: Dispatcher.DispatchOptions, egress: Egress): Dispatcher.DispatchOptions {
  const url = new URL(options.path, options.origin);
  const { body, query } = options;
  const isFile = isFileType(options.headers);
  const asked = query === undefined ? '' : stringify(query);
  egress.check({
    url,
    isFile,
    text: [options.path, asked, headersText(options.headers), textOf(body) ?? ''].join('\n'),
  });
  const { body: parts, form } = checkedBody(body, { check: egress.passing(url), isFile });
  if (parts === body) return options;
  const headers = form === undefined ? {} : { headers: withForm(options.headers, form) };
  // Of the kind it was, or one that undici sends though its types do not name it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { ...options, ...headers, body: parts as NonNullable<typeof body> };
}

/** With the headers that undici would have made of a form, where the caller has not. */
function withForm(
  headers: Dispatcher.DispatchOptions['headers'],
  { type, length }: NonNullable<CheckedBody['form']>,
): string[] {
  const flat = flatHeaders(headers);
  const names = new Set(
    flat.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()),
  );
  if (!names.has('content-type')) flat.push('content-type', type);
  if (!names.has('content-length')) flat.push('content-length', String(length));
  return flat;
}

/** Names and values by turns, as undici takes them too. */
function flatHeaders(headers: Dispatcher.DispatchOptions['headers']): string[] {
  if (Array.isArray(headers)) return [...headers];
  const entries: Iterable<[string, string | string[] | undefined]> =
    headers && Symbol.iterator in headers ? headers : Object.entries(headers ?? {});
  return [...entries].flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().flatMap((one) => [name, one]),
  );
}
