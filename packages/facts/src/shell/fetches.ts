import type { Word } from './words.ts';

/** Tools that fetch what an address names unless an option has them send something. */
const fetchers = /(^|\/)(curl|wget2?|aria2c)$/;

const sends =
  /^--?(data|form|upload|json|user$|user=|http-(user|password)|password|oauth2|cookie|header|request|method|post-|body-|netrc)/;
/** Short options of curl, alone or among others: `-sd`, `-XPOST`. */
const sendsShort = /^-[a-zA-Z]*[dFTuXHbEn]/;

/** Whether a command does no more than bring something here: no body, no header, no credentials. */
export function onlyFetches(words: readonly Word[]): boolean {
  const at = words.findIndex(({ text }) => fetchers.test(text));
  const tool = words[at]?.text;
  if (tool === undefined) return false;
  const isCurl = tool.endsWith('curl');
  return !words
    .slice(at + 1)
    .some(
      ({ text }) =>
        sends.test(text) || (isCurl && sendsShort.test(text)) || /^\w+:\/\/[^/]*@/.test(text),
    );
}
