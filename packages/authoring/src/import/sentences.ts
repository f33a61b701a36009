/**
 * The sentences of a folded paragraph, in order; joined by one space they are the paragraph again.
 * `Intl.Segmenter` cuts, and what it cut too often is mended: abbreviations, initials, numbers of
 * paragraphs, brackets that are still open.
 */
export function sentencesOf(paragraph: string): readonly string[] {
  const sentences: string[] = [];
  let open = '';
  for (const { segment } of segmenter.segment(paragraph)) {
    if (open !== '' && !isEnd(open, segment)) {
      open += segment;
      continue;
    }
    if (open !== '') sentences.push(open.trim());
    open = segment;
  }
  return [...sentences, open.trim()].filter((sentence) => sentence !== '');
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Longer than any sentence with a bracket in it: a bracket that nobody closes must not swallow the rest. */
const longestBracket = 600;

/** Looks at the end of what stands before, so that a long paragraph costs no more than a short one. */
function isEnd(before: string, after: string): boolean {
  if (!/\s$/.test(before.slice(-1))) return false;
  const text = before.slice(-longestBracket).trim();
  if (/^[\p{Ll},;)]/u.test(after)) return false;
  if (before.length < 10 && /^\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]$/i.test(text)) return false;
  const end = text.slice(-20);
  if (neverLast.test(end)) return false;
  if (seldomLast.test(end) && !opener.test(after)) return false;
  return before.length >= longestBracket || !hasOpenBracket(text);
}

/** Abbreviations that something always follows. */
const neverLast =
  /(?:^|[\s("“[])(?:e\.g|i\.e|cf|vs|viz|approx|incl|no|nos|art|arts|sec|para|paras|p|pp|mr|mrs|ms|dr|prof|st)\.$/i;

/** Abbreviations and initials that may also stand at the end. */
const seldomLast =
  /(?:^|[\s("“[])(?:inc|ltd|corp|co|llc|plc|bros|etc|al|jr|sr|a\.m|p\.m|(?:\p{L}\.)*\p{Lu}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$/iu;

/** Words that begin a sentence far more often than they follow an abbreviation. */
const opener =
  /^["“(]?(?:we|you|our|your|the|this|these|that|those|if|when|where|for|in|it|they|all|any|each|to|by|as|at|on|please|however|such|some|no|not|a|an|it’s|there|once|after|before|during|under|except|unless|with|without|also)(?:[\s,’']|$)/i;

function hasOpenBracket(text: string): boolean {
  const count = (character: string): number => text.split(character).length - 1;
  return count('(') > count(')');
}
