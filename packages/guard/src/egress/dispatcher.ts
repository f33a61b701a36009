import { Agent, type Dispatcher } from 'undici';
import { checkedParts, headersText, isAsyncIterable, isFileType, textOf } from './body.ts';
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
  const { body } = options;
  const isFile = isFileType(options.headers);
  egress.check({
    url,
    isFile,
    text: [options.path, headersText(options.headers), textOf(body) ?? ''].join('\n'),
  });
  if (!isAsyncIterable(body)) return options;
  const parts = checkedParts(body, (text) => egress.checkPart({ url, text, isFile }));
  // undici sends an async iterable, though its types name streams alone.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { ...options, body: parts as unknown as string };
}
