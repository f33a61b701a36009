import type { Comment, Node } from 'oxc-parser';

import { readAnnotations } from '../model/annotations.ts';
import type { Annotations } from '../model/annotations.ts';
import type { FileView } from '../typescript/detector.ts';
import type { Site } from '../typescript/scope.ts';

/** What the comments above, inside its head, or behind a field say. */
export function saidOf(field: Node, head: Node, file: FileView): Annotations {
  const { comments, text } = file;
  const inside = comments.filter(({ start, end }) => start >= field.start && end <= head.end);
  const behind = comments.find(({ start }) => start >= field.end);
  const between = behind === undefined ? '\n' : text.slice(field.end, behind.start);
  return annotationsIn(
    [
      ...above(field.start, file),
      ...inside,
      ...(behind !== undefined && /^[ \t]*[,;]?[ \t]*$/u.test(between) ? [behind] : []),
    ],
    file,
  );
}

/** What the comments above the statement say that declares a table. */
export function saidOfStatement(site: Site, file: FileView): Annotations {
  let at = site;
  while (at.parent !== undefined && !/^(Program|BlockStatement)$/u.test(at.parent.node.type)) {
    at = at.parent;
  }
  // The decorators of an exported class stand before the `export`.
  const decorators =
    'decorators' in site.node && Array.isArray(site.node.decorators) ? site.node.decorators : [];
  const start = Math.min(at.node.start, ...decorators.map((one) => one.start));
  const inside = file.comments.filter(
    (comment) => comment.start >= start && comment.end <= site.node.start,
  );
  return annotationsIn([...above(start, file), ...inside], file);
}

// Comments that stand on lines of their own right above a place.
function above(place: number, { comments, text }: FileView): readonly Comment[] {
  const found: Comment[] = [];
  let below = place;
  for (const comment of comments.toReversed()) {
    if (comment.end > below) continue;
    const line = text.slice(text.lastIndexOf('\n', comment.start - 1) + 1, comment.start);
    if (text.slice(comment.end, below).trim() !== '' || line.trim() !== '') break;
    found.unshift(comment);
    below = comment.start;
  }
  return found;
}

function annotationsIn(comments: readonly Comment[], file: FileView): Annotations {
  return readAnnotations(
    comments.flatMap((comment) =>
      comment.value.split('\n').map((line) => ({
        text: line.replace(/^[\s/*]*/u, '').trimEnd(),
        at: file.at(comment),
      })),
    ),
  );
}
