import { HOLE } from '../typescript/values.ts';

/**
 * A text with the actions of Go templates (Helm, Argo) blanked, so that what is around them can be
 * read: a line of actions alone says nothing, an action within a line is an unknown value. Offsets
 * and lines stay.
 */
export function withoutTemplates(text: string): string {
  if (!text.includes('{{')) return text;
  return text.replaceAll(/\{\{(?:[^}]|\}(?!\})){0,4000}\}\}/g, (action, offset: number) => {
    if (text[offset - 1] === '$') return action;
    const before = text.slice(text.lastIndexOf('\n', offset) + 1, offset);
    const next = text.indexOf('\n', offset + action.length);
    const after = text.slice(offset + action.length, next < 0 ? undefined : next);
    const isAlone = /^[\s]*$/.test(before.replaceAll(/\{\{.*?\}\}/g, '')) && isBlank(after);
    return action.replaceAll(/[^\n]/g, isAlone ? ' ' : HOLE);
  });
}

function isBlank(text: string): boolean {
  return /^\s*(#.*)?$/.test(text.replaceAll(/\{\{.*?\}\}/g, ''));
}

/** A text of which only one part is left, at its place: for a file that stands within another. */
export function onlyPart(text: string, start: number, end: number): string {
  const blank = (part: string): string => part.replaceAll(/[^\n]/g, ' ');
  return blank(text.slice(0, start)) + text.slice(start, end) + blank(text.slice(end));
}
