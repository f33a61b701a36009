import { html, type Html } from './html.ts';

/** An address as a link; its two halves are encoded as RFC 6068 asks. */
export function mailLink(address: string): Html {
  const target = address.split('@').map(encodeURIComponent).join('@');
  return html`<a href="mailto:${target}">${address}</a>`;
}
